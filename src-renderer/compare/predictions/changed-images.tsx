import { useState, type ReactNode } from 'react';
import type { PredictionComparison } from '../../../src-shared/prediction-comparison.ts';
import { useFront } from '../../front/front-context.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { Field } from '../../widgets/field.tsx';
import { changeOf, type ChangeKind } from './change-kind.ts';
import { predictionsMessages } from './predictions-messages.ts';

const FILTERS = ['all', 'broken', 'repaired', 'otherwise'] as const;

/** The test images that the two networks see differently, with what they are and what each says. */
export function ChangedImages({ predictions }: { readonly predictions: PredictionComparison }): ReactNode {
  const say = useMessages(predictionsMessages);
  const format = useFormat();
  const front = useFront();
  const [filter, setFilter] = useState<'all' | ChangeKind>('all');
  const { classes, examples } = predictions;
  const shown = filter === 'all' ? examples : examples.filter((example) => changeOf(example) === filter);
  const { broken, repaired, otherwise } = predictions;
  const counts = { all: broken + repaired + otherwise, broken, repaired, otherwise };

  return (
    <section className="compare-panel">
      <h3>{say.changed}</h3>
      <div className="compare-choice">
        <Field label={say.filter}>
          {(attributes) => (
            <select
              {...attributes}
              value={filter}
              onChange={({ target }) => setFilter(FILTERS.find((name) => name === target.value) ?? 'all')}
            >
              {FILTERS.map((name) => (
                <option key={name} value={name}>
                  {say.filters[name]} ({format.integer(counts[name])})
                </option>
              ))}
            </select>
          )}
        </Field>
        <p className="quiet" role="status">
          {say.changedShown(shown.length, format.integer(counts[filter]))}
        </p>
      </div>
      {shown.length === 0 ? (
        <p className="quiet">{counts[filter] === 0 ? say.noChanged : say.notAmongExamples(examples.length)}</p>
      ) : (
        <div className="compare-images" tabIndex={0} role="region" aria-label={say.changed}>
          <ul>
            {shown.map((example) => {
              const { image, index, truth, base, variant } = example;
              const kind = changeOf(example);
              return (
                <li key={index}>
                  <img
                    className="pixelated"
                    src={front.imageAddress(image)}
                    alt={say.imageAlt(index, classes[truth] ?? String(truth))}
                    loading="lazy"
                    width={72}
                    height={72}
                  />
                  <div>
                    <p className={`compare-change compare-change-${kind}`}>{say.filters[kind]}</p>
                    <dl>
                      <Said by={say.imageTruth} name={classes[truth] ?? String(truth)} />
                      <Said by={say.imageBase} name={classes[base] ?? String(base)} />
                      <Said by={say.imageNow} name={classes[variant] ?? String(variant)} />
                    </dl>
                  </div>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}

function Said({ by, name }: { readonly by: string; readonly name: string }): ReactNode {
  return (
    <div>
      <dt>{by}</dt>
      <dd>{name}</dd>
    </div>
  );
}
