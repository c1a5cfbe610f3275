import { floatWeight, withWeights, type Graph, type GraphNode } from '../graph/graph.ts';
import type { MatrixProducts } from '../sketch/matrix.ts';
import { filterMatrix, matrixWeight } from './filter-matrix.ts';
import { keepLengths } from './filter-length.ts';
import type { Calibration } from '../evaluation/sum-over-images.ts';
import { measureMoments } from './layer-moments.ts';
import { regress } from './regress.ts';
import { matchFollowers } from './match-followers.ts';
import { aimAt, touchedLayers, type Compression } from './touched-layers.ts';

export interface RefitSettings extends Calibration {
  /** λ of the regression as a share of the mean square of its inputs. */
  readonly ridge: number;
}

export interface RefittedNetwork {
  readonly network: Graph;
  /** What a person should know of layers that were left out. */
  readonly notes: readonly string[];
}

/**
 * Fits every layer that pruning touched to the inputs it has now: its weights become those with which it best gives, by
 * ridge regression over calibration images, the outputs that its filters have in the original network. Layer by layer
 * from the input on, so that each makes good what the ones before it lost (He, Zhang and Sun, "Channel Pruning for
 * Accelerating Very Deep Neural Networks", ICCV 2017, section 3.1, with its asymmetric reconstruction). Batch
 * normalisation takes the mean and variance of the new outputs; filters in front of one keep their length, which it
 * cancels, so that fine-tuning moves them as it would have. Needs no labels.
 */
export async function refitNetwork(
  compression: Compression,
  settings: RefitSettings,
  products: MatrixProducts,
): Promise<RefittedNetwork> {
  let network = compression.compressed;
  const { fitted: layers, leftOut } = touchedLayers(compression);
  for (const touched of layers) {
    const { node } = touched;
    const weightName = node.inputs[1] ?? '';
    const start = filterMatrix(node, floatWeight(network, weightName));
    const reference = await aimAt(compression, touched, products);
    const moments = await measureMoments({ compressed: network, reference, layer: node.name }, settings);
    const regression = await regress(moments, start, settings.ridge, products);
    const fitted = touched.batchNorm === undefined ? regression : keepLengths(regression, start);
    const weight = matrixWeight(node, fitted.weights, floatWeight(network, weightName).shape);
    network = withWeights(network, [[weightName, weight], ...matchFollowers(network, touched, fitted)]);
  }
  return { network, notes: describeLeftOut(leftOut) };
}

function describeLeftOut(layers: readonly GraphNode[]): string[] {
  if (layers.length === 0) return [];
  const names = layers.map(({ name }) => `"${name}"`).join(', ');
  return [`a refit leaves depthwise and transposed convolutions and bare matrix products as they are: ${names}`];
}
