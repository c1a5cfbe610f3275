import type { DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import { taskOf, type Task } from '../../src-shared/task.ts';
import type { NetworkRecipe } from '../../src-shared/network-recipe.ts';
import {
  seedsOf,
  type PruneRecipe,
  type Recipe,
  type Schedule,
  type TrainingSettings,
} from '../../src-shared/recipe.ts';
import { finetuneSettings } from '../../src-shared/training-settings.ts';
import { describeControl } from '../../src-shared/describe-control.ts';
import { describeCompensation } from './describe-compensation.ts';
import { formatInteger, formatShare } from '../../src-shared/format-number.ts';

/** A recipe in words, one line a part. */
export function describeRecipe(recipe: Recipe): string[] {
  const finetune = finetuneSettings(recipe);
  const task = taskOf(recipe.dataset.kind);
  return [
    `Data set: ${describeDataset(recipe.dataset)}.`,
    `Network: ${describeNetwork(recipe.network)}.`,
    ...(recipe.train === undefined ? [] : [`Train: ${describeTraining(recipe.train, task)}.`]),
    ...(recipe.prune === undefined ? [] : [`Prune: ${describePruning(recipe.prune)}.`]),
    ...recipe.compensate.map((compensate) => `Compensate: ${describeCompensation(compensate)}.`),
    ...(finetune === undefined ? [] : [`Fine-tune: ${describeTraining(finetune, task)}.`]),
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
    case 'visdrone': {
      const { path, size, train = ['train'], test, limit } = dataset;
      return `VisDrone-DET at ${path}, images fitted into ${describeSize(size)}, trained on ${train.join(' and ')}, ${test === 'train' ? 'tested on the same images' : `tested on ${test}`}${describeLimit(limit)}`;
    }
    case 'coco':
    case 'yolo': {
      const { kind, path, size, test, seed, limit } = dataset;
      const form = kind === 'coco' ? 'COCO annotations' : 'YOLO labels';
      const ignored =
        kind === 'coco' && dataset.ignore.length > 0 ? `, ${dataset.ignore.join(' and ')} not counted` : '';
      return `${form} at ${path}, images fitted into ${describeSize(size)}, ${describeTest(test, seed)}${ignored}${describeLimit(limit)}`;
    }
    case 'generated-scenes': {
      const { train, test, size, seed } = dataset;
      return `generated scenes of ${describeSize(size)}, ${formatInteger(train)} for training and ${formatInteger(test)} for testing, seed ${seed}`;
    }
    case 'generated':
      return `generated, ${formatInteger(dataset.train)} training and ${formatInteger(dataset.test)} test images, seed ${dataset.seed}`;
  }
}

/** Width × height, as cameras are described. */
function describeSize([height, width]: readonly [number, number]): string {
  return `${width}×${height}`;
}

function describeTest(test: number | string, seed: number): string {
  if (typeof test === 'number') return `${formatShare(test)} of them for testing (seed ${seed})`;
  return test === 'train' ? 'tested on the training images themselves' : `tested on ${test}`;
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
    case 'yolov3':
      return `YOLOv3, width ${network.width}${describeWeights(network.weights)}`;
    case 'centernet':
      return `CenterNet with ResNet-18, width ${network.width}, ${network.headChannels} filters before each output${describeWeights(network.weights)}`;
    case 'darknet':
      return `${network.path}${describeWeights(network.weights)}`;
    case 'onnx':
      return network.path;
  }
}

function describeWeights(weights: string | undefined): string {
  return weights === undefined ? '' : `, weights ${weights}`;
}

function describeTraining(train: TrainingSettings, task: Task): string {
  return [
    `${describeLength(train)} of ${train.optimizer === 'adam' ? 'Adam' : 'SGD'}, batch ${train.batchSize}${describeParts(train)}, learning rate ${train.learningRate} (${describeSchedule(train.schedule)})`,
    `momentum ${train.momentum}`,
    `weight decay ${train.weightDecay}`,
    ...(train.sparsity === 0 ? [] : [`L1 on the batch-normalisation scales ${train.sparsity}`]),
    ...(train.warmupSteps === undefined ? [] : [`warm-up over ${formatInteger(train.warmupSteps)} steps`]),
    ...(train.recompute === true ? ['cheap activations computed again'] : []),
    describeAugmentation(train, task),
  ].join(', ');
}

function describeParts({ accumulate = 1 }: TrainingSettings): string {
  return accumulate === 1 ? '' : ` in ${accumulate} parts`;
}

function describeAugmentation({ augment, mosaic }: TrainingSettings, task: Task): string {
  if (!augment) return 'no augmentation';
  if (task === 'classification') return 'random crops and flips';
  return `random flips, scales, places and colours${mosaic === true ? ', half of the images put together from four' : ''}`;
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
    ...(prune.minShare === undefined ? [] : [`and ${formatShare(prune.minShare)} of them`]),
    ...(prune.shortcut === undefined ? [] : [`layers that are added up: ${prune.shortcut}`]),
    ...describeRounding(prune),
    ...(prune.exclude.length === 0 ? [] : [`except ${prune.exclude.join(', ')}`]),
    ...(prune.absorbBias ? ["removed channels' biases carried into the next layer"] : []),
  ].join(', ');
}

function describeRounding({ roundTo }: PruneRecipe): string[] {
  if (roundTo === 1) return [];
  return [roundTo === 'latency' ? "channels in steps of the machine's latency" : `channels in multiples of ${roundTo}`];
}

function describeAmount({ ratio, target, layers }: PruneRecipe): string {
  if (ratio !== undefined) return `${formatShare(ratio)} of the channels removed`;
  if (target === undefined) return `${Object.keys(layers ?? {}).length} layers with ratios of their own`;
  return 'macs' in target
    ? `down to ${formatShare(target.macs)} of the MACs`
    : `down to ${formatShare(target.parameters)} of the parameters`;
}
