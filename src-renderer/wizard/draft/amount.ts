import type { PruneRecipe } from '../../../src-shared/recipe.ts';

/** The ways to say how much is removed. */
export const AMOUNTS = ['ratio', 'parameters', 'macs', 'layers'] as const;
export type Amount = (typeof AMOUNTS)[number];

/** Which way a pruning takes. */
export function amountOf({ target, layers }: PruneRecipe): Amount {
  if (layers !== undefined) return 'layers';
  if (target === undefined) return 'ratio';
  return 'parameters' in target ? 'parameters' : 'macs';
}

/** The share that the way is about: removed for `ratio`, kept for `parameters` and `macs`; undefined where each layer has its own. */
export function shareOf({ ratio, target }: PruneRecipe): number | undefined {
  if (target === undefined) return ratio;
  return 'parameters' in target ? target.parameters : target.macs;
}

/** The same pruning with another share, by the way it takes or another. `layers`: for that way, what each is to lose. */
export function withAmount(prune: PruneRecipe, amount: Amount, share: number, layers: readonly string[]): PruneRecipe {
  const rest = { ...prune, ratio: undefined, target: undefined, layers: undefined };
  switch (amount) {
    case 'ratio':
      return { ...rest, ratio: share };
    case 'parameters':
      return { ...rest, target: { parameters: share } };
    case 'macs':
      return { ...rest, target: { macs: share } };
    case 'layers':
      return { ...rest, layers: Object.fromEntries(layers.map((layer) => [layer, share])) };
  }
}
