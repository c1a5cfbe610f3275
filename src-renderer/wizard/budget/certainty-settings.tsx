import type { ReactNode } from 'react';
import type { Control } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { CheckField } from '../parts/check-field.tsx';
import { MoreSettings } from '../parts/more-settings.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';

const CONTROLS = ['uncompensated', 'random', 'scratch'] as const satisfies readonly Control[];
const LARGEST_SEED = 0xffffffff;

/** Seeds and controls: what tells a real difference from luck. */
export function CertaintySettings(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft, change } = useWizard();
  const { seeds, seed, controls, recalibrate } = draft;
  return (
    <section className="card" aria-labelledby="wizard-certainty">
      <h3 id="wizard-certainty">{say.certainty}</h3>
      <NumberField
        label={say.seeds}
        hint={say.seedsMeaning[seeds - 1] ?? say.seedsMany(seeds)}
        value={seeds}
        from={1}
        to={Math.max(5, seeds)}
        step={1}
        whole
        onChange={(count) => change((before) => ({ ...before, seeds: count }))}
      />
      <fieldset className="wizard-stack">
        <legend className="wizard-legend">{say.controls}</legend>
        {CONTROLS.map((control) => (
          <CheckField
            key={control}
            label={say.controlTexts[control].title}
            hint={say.controlTexts[control].text}
            checked={controls.includes(control)}
            onChange={(on) =>
              change((before) => ({
                ...before,
                controls: CONTROLS.filter((one) => (one === control ? on : before.controls.includes(one))),
              }))
            }
          />
        ))}
      </fieldset>
      <MoreSettings>
        <div className="wizard-fields">
          <NumberField
            label={say.firstSeed}
            value={seed}
            from={0}
            to={LARGEST_SEED}
            step={1}
            whole
            onChange={(first) => change((before) => ({ ...before, seed: first }))}
          />
          <NumberField
            label={say.recalibrate}
            value={recalibrate.images}
            from={64}
            step={500}
            whole
            onChange={(images) => change((before) => ({ ...before, recalibrate: { images } }))}
          />
        </div>
      </MoreSettings>
    </section>
  );
}
