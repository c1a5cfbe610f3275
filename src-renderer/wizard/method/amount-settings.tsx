import type { ReactNode } from 'react';
import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { AMOUNTS, amountOf, shareOf, withAmount, type Amount } from '../draft/amount.ts';
import { NumberField } from '../parts/number-field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { ShareField } from '../parts/share-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { LayerShares } from './layer-shares.tsx';
import { methodMessages } from './method-messages.ts';

const USUAL_SHARE: Readonly<Record<Amount, number>> = { ratio: 0.5, parameters: 0.25, macs: 0.4, layers: 0.5 };

/** How much is removed, and from where. */
export function AmountSettings({ prune }: { readonly prune: PruneRecipe }): ReactNode {
  const say = useMessages(methodMessages);
  const { draft, change, findings } = useWizard();
  const amount = amountOf(prune);
  const share = shareOf(prune);
  const preview = findings.preview?.state === 'loaded' ? findings.preview.data : undefined;
  const names = preview?.layers.map(({ layer }) => layer) ?? [];
  const set = (next: PruneRecipe): void => change((before) => ({ ...before, prune: next }));
  const { train } = draft;
  return (
    <section className="card" aria-labelledby="wizard-amount">
      <h3 id="wizard-amount">{say.amount}</h3>
      <SelectField
        label={say.amountBy}
        value={amount}
        options={AMOUNTS.map((one) => [one, say.amounts[one]] as const)}
        onChange={(next) => set(withAmount(prune, next, USUAL_SHARE[next], names))}
      />
      {share === undefined ? (
        <LayerShares prune={prune} layers={preview?.layers ?? []} onChange={set} />
      ) : (
        <ShareField
          label={say.amountPercent(say.amounts[amount])}
          value={share}
          from={amount === 'ratio' ? 0 : 1}
          to={99}
          onChange={(next) => set(withAmount(prune, amount, next, names))}
        />
      )}
      {amount !== 'layers' && (
        <SelectField
          label={say.scope}
          hint={say.scopeHints[prune.scope]}
          value={prune.scope}
          options={[
            ['uniform', say.scopes.uniform],
            ['global', say.scopes.global],
          ]}
          onChange={(scope) => set({ ...prune, scope })}
        />
      )}
      {prune.criterion === 'bn-scale' && train !== undefined && (
        <NumberField
          label={say.sparsity}
          hint={train.sparsity === 0 ? say.noSparsity : say.sparsityHint}
          value={train.sparsity}
          from={0}
          step={1e-5}
          onChange={(sparsity) => change((before) => ({ ...before, train: { ...train, sparsity } }))}
        />
      )}
    </section>
  );
}
