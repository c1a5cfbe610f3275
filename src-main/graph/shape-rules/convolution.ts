import { numberAttribute } from '../attribute.ts';
import type { GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';
import { readTransposedWindow, readWindow, transposedOutput, type Window } from '../window.ts';
import { moveWindow, spatial } from './spatial.ts';

/** Conv: x [N, C, H, W] and weights [O, C/group, kh, kw] make [N, O, H', W']. */
export function convolution(node: GraphNode, [input = [], weight = [], bias]: readonly Shape[]): Shape[] {
  const [batch, channels, height, width] = spatial(node, input);
  const [filters, perGroup] = weight.map(Number);
  const group = numberAttribute(node, 'group', 1);
  if (
    weight.length !== 4 ||
    filters === undefined ||
    perGroup === undefined ||
    perGroup * group !== channels ||
    filters % group !== 0
  ) {
    return failShape(node, `weights [${weight.join(', ')}] do not fit ${channels} input channels in ${group} group(s)`);
  }
  checkBias(node, bias, filters);
  const window = readWindow(node, weight.slice(2).map(Number));
  checkKernel(node, window, weight);
  return [[batch, filters, ...moveWindow(node, window, height, width)]];
}

/** ConvTranspose: x [N, C, H, W] and weights [C, O/group, kh, kw] make [N, O, H', W']. */
export function transposedConvolution(node: GraphNode, [input = [], weight = [], bias]: readonly Shape[]): Shape[] {
  const [batch, channels, height, width] = spatial(node, input);
  const [fromChannels, perGroup] = weight.map(Number);
  const group = numberAttribute(node, 'group', 1);
  if (weight.length !== 4 || perGroup === undefined || fromChannels !== channels || channels % group !== 0) {
    return failShape(node, `weights [${weight.join(', ')}] do not fit ${channels} input channels in ${group} group(s)`);
  }
  checkBias(node, bias, perGroup * group);
  const window = readTransposedWindow(node, weight.slice(2).map(Number));
  checkKernel(node, window, weight);
  const size = transposedOutput(window, height, width);
  if (size.some((extent) => extent < 1)) return failShape(node, `nothing is left of a map of [${height}, ${width}]`);
  return [[batch, perGroup * group, ...size]];
}

function checkBias(node: GraphNode, bias: Shape | undefined, filters: number): void {
  if (bias !== undefined && (bias.length !== 1 || bias[0] !== filters)) {
    failShape(node, `a bias [${bias.join(', ')}] does not fit ${filters} filters`);
  }
}

function checkKernel(node: GraphNode, { kernel }: Window, weight: Shape): void {
  if (kernel[0] !== weight[2] || kernel[1] !== weight[3]) {
    failShape(node, `kernel_shape [${kernel.join(', ')}] is not that of its weights [${weight.join(', ')}]`);
  }
}
