import { floatWeight, type Graph } from '../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../graph/tensor.ts';
import type { Regression } from './regress.ts';
import type { TouchedLayer } from './touched-layers.ts';

/**
 * What has to follow new weights: the running statistics of the batch normalisation behind them, or else the layer's own
 * bias. A layer with neither is left without its intercept.
 */
export function matchFollowers(
  network: Graph,
  { node, batchNorm }: TouchedLayer,
  { means, variances, intercepts }: Regression,
): [string, FloatTensor][] {
  const bias = node.inputs[2] ?? '';
  if (batchNorm === undefined) return bias === '' ? [] : [[bias, vector(intercepts)]];
  const [, , , mean = '', variance = ''] = batchNorm.inputs;
  const offset = bias === '' ? undefined : floatWeight(network, bias).data;
  return [
    [mean, vector(means.map((value, row) => value + (offset?.[row] ?? 0)))],
    [variance, vector(variances)],
  ];
}

function vector(values: Float64Array): FloatTensor {
  return floatTensor([values.length], Float32Array.from(values));
}
