import type { DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import type { NetworkRecipe } from '../../src-shared/network-recipe.ts';
import { finetuneSettings, seedsOf, type PruneRecipe, type Recipe, type Schedule, type TrainingSettings } from '../../src-shared/recipe.ts';
import { describeControl } from '../../src-shared/describe-control.ts';
import { describeCompensation } from './describe-compensation.ts';
import { formatInteger, formatShare } from './format.ts';

/** A recipe in words, one line a part. */
export function describeRecipe(recipe: Recipe): string[] {
  const finetune = finetuneSettings(recipe);
  return [
    `Data set: ${describeDataset(recipe.dataset)}.`,
    `Network: ${describeNetwork(recipe.network)}.`,
    ...(recipe.train === undefined ? [] : [`Train: ${describeTraining(recipe.train)}.`]),
    ...(recipe.prune === undefined ? [] : [`Prune: ${describePruning(recipe.prune)}.`]),
    ...recipe.compensate.map((compensate) => `Compensate: ${describeCompensation(compensate)}.`),
    ...(finetune === undefined ? [] : [`Fine-tune: ${describeTraining(finetune)}.`]),
    `Batch-normalisation statistics of every pruned network measured anew on ${formatInteger(recipe.recalibrate.images)} training images.`,
    ...(recipe.prune === undefined ? [] : recipe.controls.map((control) => `Control: ${describeControl(control)}.`)),
    `${describeSeeds(recipe)}, device ${recipe.device}.`,
  ];
}

function describeSeeds(recipe: Recipe): string {
  const seeds = seedsOf(recipe);
  return seeds.length === 1 ? `Seed ${recipe.seed}` : `Seeds ${seeds.join(', ')}`;
}

function describeDataset(dataset: DatasetRecipe): string {
  switch (dataset.kind) {
    case 'cifar10':
      return `CIFAR-10 at ${dataset.path}${describeLimit(dataset.limit)}`;
    case 'cifar100':
      return `CIFAR-100 (${dataset.labels} labels) at ${dataset.path}${describeLimit(dataset.limit)}`;
    case 'image-folder': {
      const { path, size, test, limit, seed } = dataset;
      const testing = typeof test === 'number' ? `, ${formatShare(test)} of each class for testing (seed ${seed})` : '';
      return `images of ${path} at ${size.join('×')}${testing}${describeLimit(limit)}`;
    }
    case 'generated':
      return `generated, ${formatInteger(dataset.train)} training and ${formatInteger(dataset.test)} test images, seed ${dataset.seed}`;
  }
}

function describeLimit({
  train,
  test,
}: { readonly train?: number | undefined; readonly test?: number | undefined } = {}) {
  const limits = [
    ...(train === undefined ? [] : [`${formatInteger(train)} training images`]),
    ...(test === undefined ? [] : [`${formatInteger(test)} test images`]),
  ];
  return limits.length === 0 ? '' : `, limited to ${limits.join(' and ')}`;
}

function describeNetwork(network: NetworkRecipe): string {
  switch (network.kind) {
    case 'vgg16':
      return network.weights === undefined ? `VGG16, width ${network.width}` : `VGG16, weights ${network.weights}`;
    case 'onnx':
      return network.path;
  }
}

function describeTraining(train: TrainingSettings): string {
  return [
    `${describeLength(train)} of SGD, batch ${train.batchSize}, learning rate ${train.learningRate} (${describeSchedule(train.schedule)})`,
    `momentum ${train.momentum}`,
    `weight decay ${train.weightDecay}`,
    ...(train.sparsity === 0 ? [] : [`L1 on the batch-normalisation scales ${train.sparsity}`]),
    train.augment ? 'random crops and flips' : 'no augmentation',
  ].join(', ');
}

function describeLength({ epochs, steps }: TrainingSettings): string {
  if (epochs === undefined) return steps === 1 ? '1 step' : `${formatInteger(steps)} steps`;
  return epochs === 1 ? '1 epoch' : `${epochs} epochs`;
}

function describeSchedule(schedule: Schedule): string {
  switch (schedule) {
    case 'constant':
      return 'constant';
    case 'cosine':
      return 'cosine to zero';
    default:
      return `times ${schedule.factor} after ${schedule.at.map((share) => formatShare(share, 0)).join(', ')} of the epochs`;
  }
}

function describePruning(prune: PruneRecipe): string {
  return [
    `by ${prune.criterion}`,
    prune.scope === 'global' ? 'all layers ranked together' : 'each layer by itself',
    describeAmount(prune),
    `at least ${prune.minChannels} channels a layer`,
    ...(prune.roundTo === 1 ? [] : [`channels in multiples of ${prune.roundTo}`]),
    ...(prune.exclude.length === 0 ? [] : [`except ${prune.exclude.join(', ')}`]),
    ...(prune.absorbBias ? ["removed channels' biases carried into the next layer"] : []),
  ].join(', ');
}

function describeAmount({ ratio, target, layers }: PruneRecipe): string {
  if (ratio !== undefined) return `${formatShare(ratio)} of the channels removed`;
  if (target === undefined) return `${Object.keys(layers ?? {}).length} layers with ratios of their own`;
  return 'macs' in target
    ? `down to ${formatShare(target.macs)} of the MACs`
    : `down to ${formatShare(target.parameters)} of the parameters`;
}
