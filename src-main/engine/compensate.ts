import type { CompensateRecipe } from '../../src-shared/recipe.ts';
import type { Certificate } from '../../src-shared/result.ts';
import type { Graph } from '../graph/graph.ts';
import { refitNetwork } from '../refit/refit-network.ts';
import { compensateNetwork, type CompensationInput } from '../sketch/compensate-network.ts';
import type { LayerThreads } from '../sketch/layer-threads.ts';
import type { DenseMatrix, MatrixProducts } from '../sketch/matrix.ts';
import type { RunContext } from './run-context.ts';

export interface Compensated {
  readonly network: Graph;
  readonly certificates: readonly Certificate[];
  /** What a person should know of layers that were left out. */
  readonly notes: readonly string[];
}

/** Compensates a pruned network as a recipe says: on the weights alone, by a refit over training images, or both in turn. */
export async function compensate(
  pruning: CompensationInput,
  recipe: CompensateRecipe,
  { backend, loader, dataset }: Pick<RunContext, 'backend' | 'loader' | 'dataset'>,
  seed: number,
  { products, threads }: { readonly products: MatrixProducts; readonly threads: LayerThreads },
  onCertificate: (certificate: Certificate) => void,
): Promise<Compensated> {
  const { original, pruned, groups, plan } = pruning;
  const { network, certificates, mixings, notes } =
    recipe.method === 'refit'
      ? { network: pruned, certificates: [], mixings: new Map<string, DenseMatrix>(), notes: [] }
      : await compensateNetwork(pruning, recipe, products, onCertificate, threads.compensate);
  const refit = refitOf(recipe);
  if (refit === undefined) return { network, certificates, notes };
  const settings = { backend, loader, seed, ridge: refit.ridge, images: Math.min(refit.images, dataset.train.count) };
  const refitted = await refitNetwork({ original, compressed: network, groups, plan, mixings }, settings, products);
  return { network: refitted.network, certificates, notes: [...notes, ...refitted.notes] };
}

/** The refit that belongs to a compensation, if one does. */
export function refitOf(recipe: CompensateRecipe): { readonly images: number; readonly ridge: number } | undefined {
  switch (recipe.method) {
    case 'sketch':
      return recipe.refit;
    case 'merge':
      return undefined;
    case 'refit':
      return recipe;
  }
}
