import { createRandom } from '../../src-shared/random.ts';
import { float, int, ints } from '../graph/attribute.ts';
import { createGraphBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import { zeros } from '../graph/tensor.ts';
import { initialiseWeights } from './initialise.ts';

/** Filters of the convolutions of each stage; a 2×2 max pooling ends all but the last. */
const STAGES = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
] as const;

/** The names of the convolutions, first to last. */
export const vgg16Layers: readonly string[] = STAGES.flatMap((stage, stageIndex) =>
  stage.map((_, layerIndex) => `conv${stageIndex + 1}_${layerIndex + 1}`),
);

/** How many filters each of the 13 convolutions has at a width, which multiplies their number; at least one is left. */
export function vgg16Filters(width: number): number[] {
  return STAGES.flat().map((filters) => Math.max(1, Math.round(filters * width)));
}

/** How many filters each of a network's convolutions has, in its order. */
export function convolutionFilters({ nodes, weights }: Graph): number[] {
  return nodes.flatMap(({ operator, inputs }) =>
    operator === 'Conv' ? [weights.get(inputs[1] ?? '')?.shape[0] ?? 0] : [],
  );
}

export type Vgg16Options = {
  readonly classes: number;
  readonly seed: number;
  /** Side of the square input images. */
  readonly imageSize?: number;
} & (
  | { readonly width: number; readonly filters?: undefined }
  /** One number for each convolution. */
  | { readonly filters: readonly number[] }
);

/**
 * VGG16 for small images as the paper counts it: 13 convolutions without bias, each with batch normalisation and ReLU,
 * an average pooling and one linear layer. 14,724,042 parameters for 10 classes and 14,770,212 for 100 at width 1.
 * Layers are named `conv1_1` … `conv5_3` and `classifier`; the input is `images` [N, 3, size, size], the output `logits` [N, classes].
 * The seed draws its initial weights (`initialiseWeights`).
 */
export function buildVgg16(options: Vgg16Options): Graph {
  const { classes, seed, imageSize = 32 } = options;
  const counts = options.filters ?? vgg16Filters(options.width);
  const builder = createGraphBuilder('vgg16');
  let value = builder.input('images', 'float32', ['N', 3, imageSize, imageSize]);
  let channels = 3;
  STAGES.forEach((stage, stageIndex) => {
    stage.forEach((_, layerIndex) => {
      const layer = `conv${stageIndex + 1}_${layerIndex + 1}`;
      const count = counts[vgg16Layers.indexOf(layer)] ?? 1;
      const weight = builder.weight(`${layer}.weight`, zeros([count, channels, 3, 3]));
      const convolved = builder.add('Conv', [value, weight], {
        name: layer,
        attributes: { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]), strides: ints([1, 1]) },
      });
      const normalised = builder.add(
        'BatchNormalization',
        [
          convolved,
          builder.weight(`${layer}.bn.scale`, zeros([count])),
          builder.weight(`${layer}.bn.bias`, zeros([count])),
          builder.weight(`${layer}.bn.mean`, zeros([count])),
          builder.weight(`${layer}.bn.variance`, zeros([count])),
        ],
        { name: `${layer}.bn`, attributes: { epsilon: float(1e-5), momentum: float(0.9) } },
      );
      value = builder.add('Relu', [normalised], { name: `${layer}.relu` });
      channels = count;
    });
    if (stageIndex < STAGES.length - 1) {
      value = builder.add('MaxPool', [value], {
        name: `pool${stageIndex + 1}`,
        attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
      });
    }
  });
  value = builder.add('GlobalAveragePool', [value], { name: 'average' });
  value = builder.add('Flatten', [value], { name: 'flatten', attributes: { axis: int(1) } });
  const weight = builder.weight('classifier.weight', zeros([classes, channels]));
  const bias = builder.weight('classifier.bias', zeros([classes]));
  builder.add('Gemm', [value, weight, bias], {
    name: 'classifier',
    output: 'logits',
    attributes: { transB: int(1) },
  });
  builder.output('logits', 'float32', ['N', classes]);
  return initialiseWeights(builder.build(), createRandom(seed, 'vgg16', 'weights'));
}
