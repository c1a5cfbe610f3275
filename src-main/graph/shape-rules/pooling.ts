import type { GraphNode } from '../graph.ts';
import type { Shape } from '../shape-rule.ts';
import { readWindow } from '../window.ts';
import { moveWindow, spatial } from './spatial.ts';

export function pooling(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const [batch, channels, height, width] = spatial(node, input);
  const output = [batch, channels, ...moveWindow(node, readWindow(node), height, width)];
  return [output, output];
}

export function globalPooling(node: GraphNode, [input = []]: readonly Shape[]): Shape[] {
  const [batch, channels] = spatial(node, input);
  return [[batch, channels, 1, 1]];
}
