import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { usualSettings } from './usual-settings.ts';

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
    ...usualSettings(undefined, undefined),
    compensate: [],
    controls: ['uncompensated'],
    export: ['onnx'],
  };
}
