import { float, int, ints } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import type { Dimension, Graph } from '../../../src-main/graph/graph.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';

/** A residual classifier of 2×4×4 images with three classes and about 100 weights. */
export function smallNetwork(batch: Dimension = 'N'): Graph {
  const builder = createGraphBuilder('small');
  const images = builder.input('images', 'float32', [batch, 2, 4, 4]);
  const wave = (shape: readonly number[], count: number) =>
    floatTensor(
      shape,
      Float32Array.from({ length: count }, (_, index) => Math.sin(index + count) / 2),
    );
  const stem = builder.add('Conv', [images, builder.weight('stem.weight', wave([3, 2, 3, 3], 54))], {
    name: 'stem',
    attributes: { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) },
  });
  const normalised = builder.add(
    'BatchNormalization',
    [
      stem,
      builder.weight('scale', floatTensor([3], [1, 0.5, 2])),
      builder.weight('bias', floatTensor([3], [0, 0.25, -0.5])),
      builder.weight('mean', floatTensor([3], [0, 0.125, -0.25])),
      builder.weight('variance', floatTensor([3], [1, 2, 0.5])),
    ],
    { name: 'norm', attributes: { epsilon: float(Math.fround(1e-5)), momentum: float(0.75) } },
  );
  const active = builder.add('Relu', [normalised], { name: 'relu' });
  const mixed = builder.add('Conv', [active, builder.weight('mix.weight', wave([3, 3, 1, 1], 9))], { name: 'mix' });
  const sum = builder.add('Add', [active, mixed], { name: 'sum' });
  const pooled = builder.add('MaxPool', [sum], {
    name: 'pool',
    attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
  });
  const flat = builder.add('Reshape', [pooled, builder.ints([0, -1])], { name: 'flat' });
  builder.add('Gemm', [flat, builder.weight('classifier.weight', wave([3, 12], 36))], {
    name: 'classifier',
    output: 'logits',
    attributes: { transB: int(1) },
  });
  builder.output('logits', 'float32', [batch, 3]);
  return builder.build();
}
