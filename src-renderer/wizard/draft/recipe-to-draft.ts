import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import type { Draft } from './draft.ts';
import type { PlacedDataset } from './placed-dataset.ts';

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
    dataset: dataset !== undefined && 'path' in dataset ? absoluteDataset(dataset) : dataset,
    network: network === undefined ? undefined : absoluteNetwork(network),
  };
}

function absoluteDataset(dataset: PlacedDataset): PlacedDataset {
  const placed = { ...dataset, path: absolute(dataset.path) };
  switch (placed.kind) {
    case 'coco':
      return {
        ...placed,
        images: absoluteOrNone(placed.images),
        testImages: absoluteOrNone(placed.testImages),
        test: typeof placed.test === 'number' || placed.test === 'train' ? placed.test : absolute(placed.test),
      };
    case 'yolo':
      return { ...placed, names: absoluteOrNone(placed.names) };
    case 'cifar10':
    case 'cifar100':
    case 'image-folder':
    case 'visdrone':
      return placed;
  }
}

function absoluteNetwork(network: NetworkRecipe): NetworkRecipe {
  const placed = 'path' in network ? { ...network, path: absolute(network.path) } : network;
  return 'weights' in placed && placed.weights !== undefined
    ? { ...placed, weights: absolute(placed.weights) }
    : placed;
}

/** A draft whose name only says what it does is named anew when that changes. */
export function withoutGivenName(draft: Draft, nameOf: (draft: Draft) => string): Draft {
  return draft.name === nameOf(draft) ? { ...draft, name: undefined } : draft;
}

function absolute(path: string): string {
  return /^(\/|\\\\|[A-Za-z]:[\\/])/.test(path) ? path : '';
}

function absoluteOrNone(path: string | undefined): string | undefined {
  return path === undefined || absolute(path) === '' ? undefined : path;
}
