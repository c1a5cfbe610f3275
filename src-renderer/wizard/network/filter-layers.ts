import type { ChannelGroup, NetworkInspection } from '../../../src-shared/network-inspection.ts';

/** Operators whose filters make channels; they have nearly all parameters. */
const FILTERS: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'Gemm']);

export function hasFilters({ operator }: { readonly operator: string }): boolean {
  return FILTERS.has(operator);
}

/** The groups in which several layers make the same channels: those of shortcuts. A batch normalisation is in the group of its convolution. */
export function sharedGroups({ layers, groups }: Pick<NetworkInspection, 'layers' | 'groups'>): ChannelGroup[] {
  const withFilters = new Set(layers.filter(hasFilters).map(({ name }) => name));
  return groups.filter((group) => group.layers.filter((layer) => withFilters.has(layer)).length > 1);
}
