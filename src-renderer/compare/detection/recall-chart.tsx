import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Chart } from '../../chart/chart.tsx';
import type { ChartTheme } from '../../chart/chart-theme.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import type { TableData } from '../../widgets/data-table.tsx';
import { Field } from '../../widgets/field.tsx';
import type { ComparedNetwork } from '../compared-network.ts';
import { detectionMessages } from './detection-messages.ts';
import { recallOption, type RecallCurve } from './recall-option.ts';
import type { ClassChange } from './score-changes.ts';

/** A table of a hundred recalls is not read. */
const TABLE_STEP = 5;

interface RecallChartProps {
  readonly base: ComparedNetwork;
  readonly network: ComparedNetwork;
  readonly classes: readonly string[];
  readonly changes: readonly ClassChange[];
  readonly labelOf: (network: ComparedNetwork) => string;
}

/** How many of its boxes are right where a network finds so many of a class's objects, beside the base network. */
export function RecallChart({ base, network, classes, changes, labelOf }: RecallChartProps): ReactNode {
  const say = useMessages(detectionMessages);
  const format = useFormat();
  const present = changes.filter(({ truths }) => truths > 0);
  const [chosen, setChosen] = useState<number>();
  const shown = present.find(({ classIndex }) => classIndex === chosen) ?? present[0];
  const curves = useMemo((): RecallCurve[] => {
    if (shown === undefined) return [];
    return [
      { name: labelOf(base), style: base.style, dashed: true, precision: shown.basePrecision },
      { name: labelOf(network), style: network.style, dashed: false, precision: shown.networkPrecision },
    ];
  }, [shown, base, network, labelOf]);
  const option = useCallback(
    (theme: ChartTheme) => recallOption(theme, curves, { recall: say.recallAxis, precision: say.precisionAxis }),
    [curves, say],
  );
  if (shown === undefined) return <p className="quiet">{say.noObjects}</p>;

  function data(): TableData {
    const recalls = Array.from({ length: 100 / TABLE_STEP + 1 }, (_, index) => index * TABLE_STEP);
    return {
      head: [say.recallAxis, ...curves.map(({ name }) => name)],
      rows: recalls.map((recall) => [
        `${recall} %`,
        ...curves.map(({ precision }) => format.share(precision[recall] ?? Number.NaN)),
      ]),
    };
  }

  return (
    <div className="compare-panel">
      <div className="compare-choice">
        <Field label={say.class}>
          {(attributes) => (
            <select {...attributes} value={shown.classIndex} onChange={({ target }) => setChosen(Number(target.value))}>
              {present.map(({ classIndex }) => (
                <option key={classIndex} value={classIndex}>
                  {classes[classIndex] ?? classIndex}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div className="compare-confusion">
        <Chart
          title={say.recallTitle(classes[shown.classIndex] ?? String(shown.classIndex))}
          summary={say.recallSummary(format.share(shown.base ?? Number.NaN), format.share(shown.network ?? Number.NaN))}
          height={360}
          option={option}
          data={data}
        />
      </div>
    </div>
  );
}
