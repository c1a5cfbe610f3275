import { useMemo, type ReactNode } from 'react';
import { formatSigned } from '../../../src-shared/format-number.ts';
import type { PredictionComparison } from '../../../src-shared/prediction-comparison.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { changedMistakes, outcomesByClass } from './confusion-difference.ts';
import { predictionsMessages } from './predictions-messages.ts';

const SHOWN_MISTAKES = 12;

interface TableProps {
  readonly predictions: PredictionComparison;
}

/** How many images of each class both networks tell right. */
export function ClassTable({ predictions }: TableProps): ReactNode {
  const say = useMessages(predictionsMessages);
  const format = useFormat();
  const { classes, baseConfusion, variantConfusion } = predictions;
  const outcomes = useMemo(() => outcomesByClass(baseConfusion, variantConfusion), [baseConfusion, variantConfusion]);
  return (
    <section className="compare-panel">
      <h3>{say.classes}</h3>
      <DataTable
        caption={say.classes}
        data={{
          head: [say.class, say.images, say.rightBase, say.rightNow, say.change],
          rows: outcomes.map(({ truth, images, base, variant }) => [
            classes[truth] ?? truth,
            format.integer(images),
            format.integer(base),
            format.integer(variant),
            formatSigned(variant - base, 0),
          ]),
        }}
      />
    </section>
  );
}

/** The mistakes that became more or fewer, the largest changes first. */
export function MistakeTable({ predictions }: TableProps): ReactNode {
  const say = useMessages(predictionsMessages);
  const format = useFormat();
  const { classes, baseConfusion, variantConfusion } = predictions;
  const mistakes = useMemo(
    () => changedMistakes(baseConfusion, variantConfusion, SHOWN_MISTAKES),
    [baseConfusion, variantConfusion],
  );
  return (
    <section className="compare-panel">
      <h3>{say.mistakes}</h3>
      {mistakes.length === 0 ? (
        <p className="quiet">{say.noChangedMistakes}</p>
      ) : (
        <DataTable
          caption={say.mistakes}
          data={{
            head: [say.mistakes, say.base, say.now, say.change],
            rows: mistakes.map(({ truth, predicted, base, variant }) => [
              say.taken(classes[truth] ?? String(truth), classes[predicted] ?? String(predicted)),
              format.integer(base),
              format.integer(variant),
              formatSigned(variant - base, 0),
            ]),
          }}
        />
      )}
    </section>
  );
}
