import type { LayerChain } from './layer-chain.ts';

export interface ChainKind {
  readonly chain: LayerChain;
  /** How many of a group's chains are equal to it. */
  readonly count: number;
}

/** Chains that take the same time, together. */
export function countKinds(chains: readonly LayerChain[]): ChainKind[] {
  const kinds = new Map<string, ChainKind>();
  for (const chain of chains) {
    const key = JSON.stringify(chain);
    kinds.set(key, { chain, count: (kinds.get(key)?.count ?? 0) + 1 });
  }
  return [...kinds.values()];
}
