import { int } from '../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../src-main/graph/builder.ts';
import { withWeights, type Graph } from '../src-main/graph/graph.ts';
import { floatTensor } from '../src-main/graph/tensor.ts';
import { createRandom } from '../src-shared/random.ts';
import { addConvolution, randomTensor } from './small-network.ts';

export interface ResidualNetwork {
  readonly channels: number;
  readonly kernel?: 1 | 3;
  /** Whether the convolution at the end of the second block is normalised, or has a bias. */
  readonly lastBatchNorm?: boolean;
  /** Of the images. */
  readonly side?: number;
  readonly classes?: number;
  readonly seed?: number;
}

/**
 * Two residual blocks: `stem`, `inner1` → `outer1` added to it, `inner2` → `outer2` added to that, then the mean over all
 * positions and `linear`. The stem and both outer convolutions are coupled.
 */
export function buildResidualNetwork({
  channels,
  kernel = 1,
  lastBatchNorm = true,
  side = 4,
  classes = 3,
  seed = 1,
}: ResidualNetwork): Graph {
  const random = createRandom(seed, 'residual network');
  const builder = createGraphBuilder('residual');
  const convolve = (name: string, value: string, inputs: number, batchNorm = true): string =>
    addConvolution(builder, random, { name, value, inputs, channels, kernel, batchNorm, activation: 'LeakyRelu' });
  let value = convolve('stem', builder.input('images', 'float32', ['N', 3, side, side]), 3);
  for (const [block, batchNorm] of [
    [1, true],
    [2, lastBatchNorm],
  ] as const) {
    const inner = convolve(`inner${block}`, value, channels);
    value = builder.add('Add', [value, convolve(`outer${block}`, inner, channels, batchNorm)]);
  }
  const flat = builder.add('Flatten', [builder.add('GlobalAveragePool', [value])], { attributes: { axis: int(1) } });
  const linear = [
    builder.weight('linear.weight', randomTensor(random, [classes, channels])),
    builder.weight('linear.bias', randomTensor(random, [classes])),
  ];
  builder.add('Gemm', [flat, ...linear], { name: 'linear', output: 'logits', attributes: { transB: int(1) } });
  builder.output('logits', 'float32', ['N', classes]);
  return builder.build();
}

/** The network with these scales in the batch normalisations behind the named convolutions. */
export function withScales(graph: Graph, scales: Readonly<Record<string, readonly number[]>>): Graph {
  return withWeights(
    graph,
    Object.entries(scales).map(([name, values]) => [`${name}.bn.scale`, floatTensor([values.length], values)] as const),
  );
}
