import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import { DEFAULT_TRAINING, type Draft } from './draft.ts';

const FRESH_DATASETS: Readonly<Record<DatasetRecipe['kind'], DatasetRecipe>> = {
  cifar10: { kind: 'cifar10', path: '' },
  cifar100: { kind: 'cifar100', path: '', labels: 'fine' },
  'image-folder': { kind: 'image-folder', path: '', size: [32, 32], seed: 1 },
  generated: { kind: 'generated', train: 4000, test: 1000, seed: 1 },
};

const FRESH_NETWORKS: Readonly<Record<NetworkRecipe['kind'], NetworkRecipe>> = {
  vgg16: { kind: 'vgg16', width: 0.25 },
  onnx: { kind: 'onnx', path: '' },
};

/** Takes a kind of data set, with what was set for it before. */
export function chooseDataset(draft: Draft, kind: DatasetRecipe['kind']): Draft {
  const { dataset, otherDatasets } = draft;
  if (dataset?.kind === kind) return draft;
  return {
    ...draft,
    dataset: otherDatasets.find((other) => other.kind === kind) ?? FRESH_DATASETS[kind],
    otherDatasets: [...(dataset === undefined ? [] : [dataset]), ...otherDatasets.filter((one) => one.kind !== kind)],
  };
}

/** Takes a data set of a kind that lies in files. */
export function placeDataset(draft: Draft, kind: Exclude<DatasetRecipe['kind'], 'generated'>, path: string): Draft {
  const chosen = chooseDataset(draft, kind);
  const { dataset } = chosen;
  if (dataset === undefined || dataset.kind === 'generated') return chosen;
  return { ...chosen, dataset: { ...dataset, path } };
}

/** Takes a kind of network, with what was set for it before. */
export function chooseNetwork(draft: Draft, kind: NetworkRecipe['kind']): Draft {
  const { network, otherNetworks } = draft;
  if (network?.kind === kind) return draft;
  return withTraining({
    ...draft,
    network: otherNetworks.find((other) => other.kind === kind) ?? FRESH_NETWORKS[kind],
    otherNetworks: [...(network === undefined ? [] : [network]), ...otherNetworks.filter((one) => one.kind !== kind)],
  });
}

/** Whether the network begins with random weights, so that it has to be trained before anything can be told from it. */
export function startsUntrained(network: NetworkRecipe | undefined): boolean {
  return network?.kind === 'vgg16' && network.weights === undefined;
}

/** A network of random weights is always trained. */
export function withTraining(draft: Draft): Draft {
  return startsUntrained(draft.network) && draft.train === undefined ? { ...draft, train: DEFAULT_TRAINING } : draft;
}
