import type { EChartsType } from 'echarts/core';
import { useState, type PointerEvent } from 'react';

/** A part of the x axis, in its values. */
export type AxisRange = readonly [from: number, to: number];

interface RangeBrush {
  /** What is being drawn over, in pixels from the chart's left edge. */
  readonly band: { readonly left: number; readonly width: number } | undefined;
  readonly handlers: {
    readonly onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove?: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp?: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel?: () => void;
  };
}

/** Less than this is a click. */
const SHORTEST_PIXELS = 6;

/** Lets the user draw over a part of a chart's x axis. It is kept beside the chart, so that redrawing does not break off what is being drawn. */
export function useRangeBrush(chart: EChartsType | undefined, onRange?: (range: AxisRange) => void): RangeBrush {
  const [drawn, setDrawn] = useState<{ readonly start: number; readonly end: number }>();
  if (onRange === undefined) return { band: undefined, handlers: {} };

  function positionOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): readonly [number, number] {
    const { left, top } = currentTarget.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  return {
    band: drawn && { left: Math.min(drawn.start, drawn.end), width: Math.abs(drawn.end - drawn.start) },
    handlers: {
      onPointerDown(event) {
        const [x, y] = positionOf(event);
        if (event.button !== 0 || chart?.containPixel({ gridIndex: 0 }, [x, y]) !== true) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrawn({ start: x, end: x });
      },
      onPointerMove(event) {
        if (drawn !== undefined) setDrawn({ ...drawn, end: positionOf(event)[0] });
      },
      onPointerUp() {
        setDrawn(undefined);
        if (drawn === undefined || chart === undefined || Math.abs(drawn.end - drawn.start) < SHORTEST_PIXELS) return;
        const values = [drawn.start, drawn.end].map((pixel) => chart.convertFromPixel({ xAxisIndex: 0 }, pixel));
        const [from, to] = values.map(Number).sort((one, other) => one - other);
        if (from !== undefined && to !== undefined) onRange([from, to]);
      },
      onPointerCancel: () => setDrawn(undefined),
    },
  };
}
