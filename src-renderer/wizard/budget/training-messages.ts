import type { TrainRecipe } from '../../../src-shared/recipe.ts';
import { translations } from '../../language/language.ts';

type Optimizer = NonNullable<TrainRecipe['optimizer']>;

const optimizers: Readonly<Record<Optimizer, string>> = { sgd: 'SGD with momentum', adam: 'Adam' };
const optimizersInChinese: Readonly<Record<Optimizer, string>> = { sgd: '带动量的 SGD', adam: 'Adam' };
const optimizerHints: Readonly<Record<Optimizer, string>> = {
  sgd: 'The same step size for every weight; what most papers use.',
  adam: 'A step size of its own for each weight: quicker on few images. Learning rates near 0.001 suit it.',
};
const optimizerHintsInChinese: Readonly<Record<Optimizer, string>> = {
  sgd: '所有权重使用相同的步长，多数论文采用。',
  adam: '每个权重有各自的步长，图像较少时更快。学习率宜在 0.001 左右。',
};

/** What training and fine-tuning both have beyond their length, rate and batches. */
export const trainingMessages = translations(
  {
    optimizer: 'Optimiser',
    optimizers,
    optimizerHints,
    warmup: 'Warm-up (steps)',
    warmupHint: 'Steps over which the learning rate rises from 0.',
    largeBatch: (images: string) => `There are only ${images} training images: choose a smaller batch.`,
    longWarmup: (warmup: string, steps: string) =>
      `The learning rate rises over the first ${warmup} steps, and there are only ${steps}: choose a shorter warm-up (in “More settings”) or more epochs.`,
    none: 'none',
    evaluateEvery: 'Test after every … epochs',
    evaluateEveryHint: 'And after the last one. Fewer tests save time.',
    accumulate: 'Parts of a batch',
    accumulateHint: 'Done one after another before the weights change: less memory for the same batch.',
    recompute: 'Compute activations again',
    recomputeHint: 'Instead of keeping them for the backward pass: less memory for large images, a little more time.',
    mosaic: 'Put four images together (mosaic)',
    mosaicHint: 'For half of the training images: smaller and more varied objects.',
  },
  {
    optimizer: '优化器',
    optimizers: optimizersInChinese,
    optimizerHints: optimizerHintsInChinese,
    warmup: '预热（步）',
    warmupHint: '学习率从 0 上升所用的步数。',
    largeBatch: (images: string) => `训练图像只有 ${images} 张，请减小批大小。`,
    longWarmup: (warmup: string, steps: string) =>
      `学习率在前 ${warmup} 步内上升，而总共只有 ${steps} 步：请缩短预热（见“更多设置”）或增加轮数。`,
    none: '无',
    evaluateEvery: '每隔多少轮测试一次',
    evaluateEveryHint: '最后一轮之后总会测试。测试少些可节省时间。',
    accumulate: '每批分成几部分',
    accumulateHint: '逐部分计算后再更新权重：批大小不变，占用内存更少。',
    recompute: '重新计算激活值',
    recomputeHint: '反向传播时重新计算而不保留：大图像占用内存更少，用时略长。',
    mosaic: '拼接四张图像（马赛克增强）',
    mosaicHint: '用于一半的训练图像：目标更小、更多样。',
  },
);
