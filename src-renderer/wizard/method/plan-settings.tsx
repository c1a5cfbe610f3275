import type { ReactNode } from 'react';
import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { CheckField } from '../parts/check-field.tsx';
import { MoreSettings } from '../parts/more-settings.tsx';
import { NumberField, OptionalNumberField } from '../parts/number-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { methodMessages } from './method-messages.ts';
import { RoundingFields } from './rounding-fields.tsx';

/** Limits on the plan that most people leave alone. */
export function PlanSettings({ prune }: { readonly prune: PruneRecipe }): ReactNode {
  const say = useMessages(methodMessages);
  const { change, findings } = useWizard();
  const preview = findings.preview?.state === 'loaded' ? findings.preview.data : undefined;
  const layers = [...new Set([...(preview?.layers.map(({ layer }) => layer) ?? []), ...prune.exclude])];
  const set = (next: Partial<PruneRecipe>): void => change((before) => ({ ...before, prune: { ...prune, ...next } }));
  return (
    <MoreSettings>
      <div className="wizard-fields">
        <NumberField
          label={say.minChannels}
          value={prune.minChannels}
          from={1}
          step={1}
          whole
          onChange={(minChannels) => set({ minChannels })}
        />
        <OptionalNumberField
          label={say.minShare}
          hint={say.minShareHint}
          value={prune.minShare === undefined ? undefined : Number((prune.minShare * 100).toPrecision(6))}
          placeholder={say.noFloor}
          from={0}
          to={100}
          step={5}
          onChange={(percent) =>
            set({ minShare: percent === undefined ? undefined : Number((percent / 100).toPrecision(12)) })
          }
        />
        <RoundingFields roundTo={prune.roundTo} onChange={(roundTo) => set({ roundTo })} />
      </div>
      {layers.length > 0 && (
        <fieldset className="wizard-stack">
          <legend className="wizard-legend">{say.exclude}</legend>
          <div className="wizard-checks">
            {layers.map((layer) => (
              <CheckField
                key={layer}
                label={layer}
                checked={prune.exclude.includes(layer)}
                onChange={(checked) =>
                  set({
                    exclude: checked ? [...prune.exclude, layer] : prune.exclude.filter((one) => one !== layer),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
      <CheckField
        label={say.absorbBias}
        hint={say.absorbBiasHint}
        checked={prune.absorbBias}
        onChange={(absorbBias) => set({ absorbBias })}
      />
    </MoreSettings>
  );
}
