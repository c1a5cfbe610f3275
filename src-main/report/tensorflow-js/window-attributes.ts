import type { Window } from '../../graph/window.ts';
import { FLOAT, integers, text } from './graph-definition.ts';
import type { Attributes } from './graph-writer.ts';

export function movement({ strides }: Window): Attributes {
  return { ...FLOAT, strides: integers([1, ...strides, 1]), data_format: text('NHWC') };
}

/** Before and after each axis of [N, H, W, C]. */
export function paddingAmounts({ pads: [top, left, bottom, right] }: Window): number[] {
  return [0, 0, top, bottom, left, right, 0, 0];
}

export function explicitPadding(window: Window): Attributes {
  if (window.pads.every((pad) => pad === 0)) return { padding: text('VALID') };
  return { padding: text('EXPLICIT'), explicit_paddings: integers(paddingAmounts(window)) };
}
