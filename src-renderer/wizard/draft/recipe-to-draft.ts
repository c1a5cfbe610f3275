import type { Recipe } from '../../../src-shared/recipe.ts';
import type { Draft } from './draft.ts';

/** The draft that stands for a recipe: every setting of it, whether the wizard has a control for it or not. */
export function recipeToDraft(recipe: Recipe, project: string | undefined): Draft {
  return { ...recipe, project, otherDatasets: [], otherNetworks: [] };
}

/**
 * A recipe that was written elsewhere, with places that mean something only beside its file left open, to be chosen anew: paths in files are
 * relative to them.
 */
export function withoutRelativePaths(draft: Draft): Draft {
  const { dataset, network } = draft;
  return {
    ...draft,
    dataset: dataset !== undefined && 'path' in dataset ? { ...dataset, path: absolute(dataset.path) } : dataset,
    network:
      network?.kind === 'onnx'
        ? { ...network, path: absolute(network.path) }
        : network?.weights === undefined
          ? network
          : { ...network, weights: absolute(network.weights) },
  };
}

/** A draft whose name only says what it does is named anew when that changes. */
export function withoutGivenName(draft: Draft, nameOf: (draft: Draft) => string): Draft {
  return draft.name === nameOf(draft) ? { ...draft, name: undefined } : draft;
}

function absolute(path: string): string {
  return /^(\/|\\\\|[A-Za-z]:[\\/])/.test(path) ? path : '';
}
