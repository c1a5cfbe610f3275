import type { ReactNode } from 'react';
import type { CompensateRecipe } from '../../../src-shared/recipe.ts';
import { variantName } from '../../../src-shared/variant-name.ts';
import { useMessages } from '../../language/language.ts';
import { useNetworkNames } from '../../language/network-names.ts';
import { anotherCompensation, repeatedCompensations, type CompensationMethod } from '../draft/compensations.ts';
import { useWizard } from '../wizard-context.ts';
import { methodMessages } from './method-messages.ts';
import { RefitSettings } from './refit-settings.tsx';
import { SketchSettings } from './sketch-settings.tsx';

const METHODS = ['sketch', 'merge', 'refit'] as const satisfies readonly CompensationMethod[];

/** What is done for what the removed filters knew: none, one, or several, each a network of its own in the result. */
export function CompensationSettings(): ReactNode {
  const say = useMessages(methodMessages);
  const networkName = useNetworkNames();
  const { draft, change } = useWizard();
  const { compensate } = draft;
  const titleOf = (index: number): string => networkName(variantName(compensate, index));
  const repeated = repeatedCompensations(compensate);
  const set = (next: CompensateRecipe[]): void => change((before) => ({ ...before, compensate: next }));
  const replace = (index: number, next: CompensateRecipe): void =>
    set(compensate.map((one, place) => (place === index ? next : one)));
  return (
    <section className="card" aria-labelledby="wizard-compensation">
      <h3 id="wizard-compensation">{say.compensation}</h3>
      <p className="quiet">{say.compensationLead}</p>
      <p className="quiet">{say.compensationMeasured}</p>
      {compensate.length === 0 && <p>{say.noneChosen}</p>}
      {compensate.map((one, index) => (
        <div key={index} className="wizard-compensation">
          <div className="wizard-card-head">
            <h4>{titleOf(index)}</h4>
            <button
              type="button"
              className="small"
              aria-label={say.removeOf(titleOf(index))}
              onClick={() => set(compensate.filter((_, place) => place !== index))}
            >
              {say.remove}
            </button>
          </div>
          {repeated.includes(index) && (
            <p role="alert" className="problem">
              {say.repeated}
            </p>
          )}
          {one.method === 'sketch' && <SketchSettings sketch={one} onChange={(next) => replace(index, next)} />}
          {one.method === 'refit' && (
            <RefitSettings refit={one} onChange={(next) => replace(index, { ...one, ...next })} />
          )}
        </div>
      ))}
      <ul className="wizard-methods">
        {METHODS.map((method) => {
          const another = anotherCompensation(compensate, method);
          return (
            <li key={method}>
              <p className="quiet">{say.compensations[method].text}</p>
              <button
                type="button"
                disabled={another === undefined}
                title={another === undefined && method === 'merge' ? say.addedOnce : undefined}
                onClick={() => {
                  if (another !== undefined) set([...compensate, another]);
                }}
              >
                {say.add(say.compensations[method].title)}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
