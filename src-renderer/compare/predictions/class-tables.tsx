import { useMemo, type ReactNode } from 'react';
import type { PredictionComparison } from '../../../src-shared/prediction-comparison.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
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
      <div className="table-scroll" tabIndex={0} role="region" aria-label={say.classes}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{say.class}</th>
              <th scope="col" className="number">
                {say.images}
              </th>
              <th scope="col" className="number">
                {say.rightBase}
              </th>
              <th scope="col" className="number">
                {say.rightNow}
              </th>
              <th scope="col" className="number">
                {say.change}
              </th>
            </tr>
          </thead>
          <tbody>
            {outcomes.map(({ truth, images, base, variant }) => (
              <tr key={truth}>
                <th scope="row">{classes[truth] ?? truth}</th>
                <td className="number">{format.integer(images)}</td>
                <td className="number">{format.integer(base)}</td>
                <td className="number">{format.integer(variant)}</td>
                <td className="number">{signed(variant - base)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
        <div className="table-scroll" tabIndex={0} role="region" aria-label={say.mistakes}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{say.mistakes}</th>
                <th scope="col" className="number">
                  {say.base}
                </th>
                <th scope="col" className="number">
                  {say.now}
                </th>
                <th scope="col" className="number">
                  {say.change}
                </th>
              </tr>
            </thead>
            <tbody>
              {mistakes.map(({ truth, predicted, base, variant }) => (
                <tr key={`${truth} ${predicted}`}>
                  <th scope="row">
                    {say.taken(classes[truth] ?? String(truth), classes[predicted] ?? String(predicted))}
                  </th>
                  <td className="number">{format.integer(base)}</td>
                  <td className="number">{format.integer(variant)}</td>
                  <td className="number">{signed(variant - base)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function signed(change: number): string {
  if (change === 0) return '0';
  return change > 0 ? `+${change}` : `−${-change}`;
}
