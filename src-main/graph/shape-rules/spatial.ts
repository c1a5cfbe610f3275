import type { Dimension, GraphNode } from '../graph.ts';
import { failShape, type Shape } from '../shape-rule.ts';
import { windowOutput, type Window } from '../window.ts';

/** Batch, channels, height and width of maps. @throws EspalierError `bad-network` where they are anything else. */
export function spatial(node: GraphNode, shape: Shape): [Dimension, number, number, number] {
  const [batch, channels, height, width] = shape;
  if (
    shape.length !== 4 ||
    batch === undefined ||
    typeof channels !== 'number' ||
    typeof height !== 'number' ||
    typeof width !== 'number'
  ) {
    return failShape(node, `needs a [N, C, H, W] input of known size, not [${shape.join(', ')}]`);
  }
  return [batch, channels, height, width];
}

/** Height and width of what a window makes of a map. @throws EspalierError `bad-network` where it does not fit. */
export function moveWindow(node: GraphNode, window: Window, height: number, width: number): [number, number] {
  const size = windowOutput(window, height, width);
  if (size.some((extent) => extent < 1)) {
    return failShape(node, `its window [${window.kernel.join(', ')}] does not fit a map of [${height}, ${width}]`);
  }
  return size;
}
