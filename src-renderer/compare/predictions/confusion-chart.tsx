import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { PredictionComparison } from '../../../src-shared/prediction-comparison.ts';
import { Chart } from '../../chart/chart.tsx';
import type { TableData } from '../../widgets/data-table.tsx';
import type { ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { useSettings } from '../../settings/settings-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { mostFrequentMistake, subtractConfusions, type Confusion } from './confusion-difference.ts';
import { confusionOption } from './confusion-option.ts';
import { predictionsMessages } from './predictions-messages.ts';

const VIEWS = ['difference', 'base', 'variant'] as const;
type View = (typeof VIEWS)[number];

/** Which classes are taken for which: by the base, by the chosen network, or what has changed between them. */
export function ConfusionChart({ predictions }: { readonly predictions: PredictionComparison }): ReactNode {
  const say = useMessages(predictionsMessages);
  const format = useFormat();
  const { appearance } = useSettings();
  const [view, setView] = useState<View>('difference');
  const { classes } = predictions;
  const matrix = useMemo(() => matrixOf(predictions, view), [predictions, view]);

  const option = useCallback(
    (theme: ChartTheme) =>
      confusionOption(theme, matrix, {
        classes,
        appearance,
        signed: view === 'difference',
        truth: say.truth,
        predicted: say.predicted,
      }),
    [matrix, classes, appearance, view, say],
  );

  function data(): TableData {
    return {
      head: [say.truthPredicted, ...classes],
      rows: matrix.map((row, truth) => [classes[truth] ?? String(truth), ...row.map(String)]),
    };
  }

  function summarise(): string {
    if (view === 'difference') return say.confusionSummary(say.differenceSummary);
    const mistake = mostFrequentMistake(matrix);
    if (mistake === undefined) return say.confusionSummary(say.noMistakes);
    const { truth, predicted, count } = mistake;
    const names = [truth, predicted].map((index) => classes[index] ?? String(index));
    return say.confusionSummary(say.mostMistaken(names[0] ?? '', names[1] ?? '', format.integer(count)));
  }

  return (
    <section className="compare-panel">
      <h3>{say.confusion}</h3>
      <div className="compare-choice">
        <Field label={say.show}>
          {(attributes) => (
            <select
              {...attributes}
              value={view}
              onChange={({ target }) => setView(VIEWS.find((name) => name === target.value) ?? 'difference')}
            >
              {VIEWS.map((name) => (
                <option key={name} value={name}>
                  {say.views[name]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div className="compare-confusion">
        <Chart title={say.views[view]} summary={summarise()} height={520} option={option} data={data} />
      </div>
    </section>
  );
}

function matrixOf({ baseConfusion, variantConfusion }: PredictionComparison, view: View): Confusion {
  switch (view) {
    case 'base':
      return baseConfusion;
    case 'variant':
      return variantConfusion;
    case 'difference':
      return subtractConfusions(variantConfusion, baseConfusion);
  }
}
