import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';

/** A recipe in the making: what has to be chosen may be missing, and what was chosen before a change of mind is remembered. */
export interface Draft extends Omit<Recipe, 'name' | 'dataset' | 'network'> {
  /** Undefined: named after what it does. */
  readonly name: string | undefined;
  /** Undefined: the host's default. */
  readonly project: string | undefined;
  readonly dataset: DatasetRecipe | undefined;
  readonly network: NetworkRecipe | undefined;
  /** Choices of other kinds, to come back to. */
  readonly otherDatasets: readonly DatasetRecipe[];
  readonly otherNetworks: readonly NetworkRecipe[];
}

export const STEPS = ['dataset', 'network', 'method', 'budget', 'review'] as const;
export type Step = (typeof STEPS)[number];

export const DEFAULT_TRAINING: NonNullable<Recipe['train']> = {
  epochs: 12,
  batchSize: 64,
  learningRate: 0.05,
  momentum: 0.9,
  weightDecay: 5e-4,
  schedule: 'cosine',
  sparsity: 0,
  augment: true,
};

export const DEFAULT_FINETUNING: NonNullable<Recipe['finetune']> = {
  epochs: 4,
  learningRate: 0.02,
  schedule: 'cosine',
  sparsity: 0,
};

/** The draft that nothing has been chosen for yet. */
export function emptyDraft(project: string | undefined): Draft {
  return {
    name: undefined,
    project,
    dataset: undefined,
    network: undefined,
    otherDatasets: [],
    otherNetworks: [],
    seed: 1,
    seeds: 1,
    device: 'auto',
    train: DEFAULT_TRAINING,
    recalibrate: { images: 4000 },
    compensate: [],
    finetune: DEFAULT_FINETUNING,
    controls: ['uncompensated'],
    export: ['onnx'],
  };
}
