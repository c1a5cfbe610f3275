import type { Task } from '../../../src-shared/task.ts';
import { hasWeights } from '../../../src-shared/network-files.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import type { Recipe, TrainRecipe } from '../../../src-shared/recipe.ts';

type Finetuning = NonNullable<Recipe['finetune']>;

/** How a network is trained where nobody says otherwise. */
export interface UsualSettings {
  readonly train: TrainRecipe;
  readonly finetune: Finetuning;
  readonly recalibrate: Recipe['recalibrate'];
}

const CLASSIFIER: UsualSettings = {
  train: {
    epochs: 12,
    batchSize: 64,
    learningRate: 0.05,
    momentum: 0.9,
    weightDecay: 5e-4,
    schedule: 'cosine',
    sparsity: 0,
    augment: true,
  },
  finetune: { epochs: 4, learningRate: 0.02, schedule: 'cosine', sparsity: 0 },
  recalibrate: { images: 4000 },
};

/** From random weights on few images: Adam finds its own step sizes. */
const FRESH_DETECTOR: UsualSettings = {
  train: {
    epochs: 60,
    batchSize: 8,
    optimizer: 'adam',
    learningRate: 1e-3,
    momentum: 0.9,
    weightDecay: 0,
    schedule: 'cosine',
    warmupSteps: 100,
    evaluateEvery: 5,
    sparsity: 0,
    augment: true,
  },
  finetune: { epochs: 20, learningRate: 5e-4, schedule: 'cosine', sparsity: 0 },
  recalibrate: { images: 256 },
};

/** From trained weights on, as darknet's cfg of YOLOv3 does. */
const TRAINED_DETECTOR: UsualSettings = {
  train: {
    ...FRESH_DETECTOR.train,
    epochs: 20,
    optimizer: 'sgd',
    weightDecay: 5e-4,
  },
  finetune: { ...FRESH_DETECTOR.finetune, optimizer: 'sgd', learningRate: 1e-3, batchSize: 8, warmupSteps: 100 },
  recalibrate: FRESH_DETECTOR.recalibrate,
};

export function usualSettings(task: Task | undefined, network: NetworkRecipe | undefined): UsualSettings {
  if (task !== 'detection') return CLASSIFIER;
  return network !== undefined && hasWeights(network) ? TRAINED_DETECTOR : FRESH_DETECTOR;
}
