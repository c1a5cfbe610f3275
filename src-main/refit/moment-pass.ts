import { EspalierError } from '../../src-shared/errors.ts';
import type { ImagePass } from '../evaluation/sum-over-images.ts';
import { appendValue } from '../graph/append-value.ts';
import { int, ints } from '../graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../graph/builder.ts';
import { readImageInput } from '../graph/image-input.ts';
import { ESPALIER_DOMAIN } from '../graph/gradients/rule.ts';
import { floatWeight, withBatchSize, type Graph, type GraphNode } from '../graph/graph.ts';
import { concreteShape, inferShapes } from '../graph/shape-inference.ts';
import { countElements, floatTensor, type FloatTensor } from '../graph/tensor.ts';
import { identityMatrix } from '../sketch/matrix.ts';

/** A linear layer of a compressed network, and the layer of a reference network whose outputs it should give. */
export interface LayerPair {
  readonly compressed: Graph;
  readonly reference: Graph;
  /** The name of the Conv or Gemm in both networks; it gives equally many outputs in both. */
  readonly layer: string;
}

/** A graph from images to the moments of one layer, with the names of its ends. */
export interface MomentPass extends ImagePass {
  readonly inputSum: string;
  readonly targetSum: string;
  readonly inputSquares: string;
  readonly targetProducts: string;
  /** d, the length of a filter. */
  readonly inputs: number;
  /** l, the filters. */
  readonly outputs: number;
  /** Positions of the output an image has. */
  readonly positions: number;
}

/** Values of all patches that a layer sees of one image. */
export function countPatchValues({ compressed, layer }: LayerPair): number {
  const node = findNode(compressed, layer);
  const weight = floatWeight(compressed, node.inputs[1] ?? '');
  const shape = concreteShape(inferShapes(withBatchSize(compressed, 1)), node.outputs[0] ?? '');
  const [, outputs = 1, height = 1, width = 1] = shape;
  return (countElements(weight.shape) / outputs) * height * width;
}

/**
 * Builds the graph. The patches of a convolution are its outputs for an identity matrix of filters, and sums of outer
 * products with patches are what `ConvWeightGradient` computes, so no operator is needed that training has not.
 * @throws EspalierError `bad-network` where the layer is neither Conv nor Gemm.
 */
export function buildMomentPass({ compressed, reference, layer }: LayerPair, batchSize: number): MomentPass {
  const { images, channels, height, width } = readImageInput(compressed);
  const imageShape = [batchSize, channels, height, width];
  const node = findNode(compressed, layer);
  const weight = floatWeight(compressed, node.inputs[1] ?? '');
  const builder = createGraphBuilder(`${layer}-moments`, compressed.operatorSet);
  builder.input(images, 'float32', imageShape);
  const input = appendValue(builder, compressed, node.inputs[0] ?? '', 'compressed/');
  const target = appendValue(builder, reference, findNode(reference, layer).outputs[0] ?? '', 'reference/');
  const [, outputs = 0, outputHeight = 1, outputWidth = 1] = concreteShape(inferShapes(builder.build()), target);
  const inputs = countElements(weight.shape) / outputs;
  const names =
    node.operator === 'Conv'
      ? convolutionMoments(builder, node, weight, input, target)
      : gemmMoments(builder, input, target);
  builder.output(names.inputSum, 'float32', [inputs]);
  builder.output(names.targetSum, 'float32', [outputs]);
  builder.output(names.inputSquares, 'float32', [inputs, inputs]);
  builder.output(names.targetProducts, 'float32', [outputs, inputs]);
  const positions = outputHeight * outputWidth;
  return { graph: builder.build(), images, imageShape, ...names, inputs, outputs, positions };
}

type Moments = Pick<MomentPass, 'inputSum' | 'targetSum' | 'inputSquares' | 'targetProducts'>;

function convolutionMoments(
  builder: GraphBuilder,
  { attributes }: GraphNode,
  { shape }: FloatTensor,
  input: string,
  target: string,
): Moments {
  const [, ...filter] = shape;
  const length = countElements(filter);
  const identity = floatTensor([length, ...filter], Float32Array.from(identityMatrix(length).data));
  const patches = builder.add('Conv', [input, builder.constant(identity)], { attributes });
  const outerProducts = (values: string, rows: number): string =>
    builder.add('ConvWeightGradient', [values, input], {
      domain: ESPALIER_DOMAIN,
      attributes: { ...attributes, weight_shape: ints([rows, ...filter]) },
    });
  const sumOf = (values: string): string =>
    builder.add('ReduceSum', [values, builder.ints([0, 2, 3])], { attributes: { keepdims: int(0) } });
  return {
    inputSum: sumOf(patches),
    targetSum: sumOf(target),
    inputSquares: outerProducts(patches, length),
    targetProducts: outerProducts(target, shape[0] ?? 0),
  };
}

function gemmMoments(builder: GraphBuilder, input: string, target: string): Moments {
  const outerProducts = (values: string): string =>
    builder.add('Gemm', [values, input], { attributes: { transA: int(1) } });
  const sumOf = (values: string): string =>
    builder.add('ReduceSum', [values, builder.ints([0])], { attributes: { keepdims: int(0) } });
  return {
    inputSum: sumOf(input),
    targetSum: sumOf(target),
    inputSquares: outerProducts(input),
    targetProducts: outerProducts(target),
  };
}

function findNode(graph: Graph, name: string): GraphNode {
  const node = graph.nodes.find((one) => one.name === name);
  if (node === undefined || (node.operator !== 'Conv' && node.operator !== 'Gemm')) {
    throw new EspalierError(
      'bad-network',
      `layer "${name}" is no convolution or linear layer, so it can't be refitted`,
    );
  }
  return node;
}
