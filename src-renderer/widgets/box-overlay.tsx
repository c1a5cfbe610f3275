import type { ReactNode } from 'react';
import type { Box } from '../../src-shared/detection.ts';
import { boxOutline } from './box-outline.ts';
import './box-overlay.css';

/** Boxes of one colour. */
export interface BoxLayer {
  readonly color: string;
  /** Tells classes of the same colour apart. */
  readonly dashed?: boolean;
  /** Lengths as shares of the image's width and height. */
  readonly boxes: readonly Box[];
}

/** Boxes over all of the element that it lies in, which says in words what they are. Boxes of a colour are one path, for there may be hundreds. */
export function BoxOverlay({ layers }: { readonly layers: readonly BoxLayer[] }): ReactNode {
  return (
    <svg className="box-overlay" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      <path className="box-halo" d={boxOutline(layers.flatMap(({ boxes }) => boxes))} />
      {layers.map(({ color, dashed = false, boxes }, index) => (
        <path key={index} stroke={color} strokeDasharray={dashed ? '4 3' : undefined} d={boxOutline(boxes)} />
      ))}
    </svg>
  );
}
