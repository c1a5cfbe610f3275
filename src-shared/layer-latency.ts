import type { LayerLatency } from './result.ts';

/** A layer with at most this share of its multiply–accumulates should take noticeably less time. */
const FEWER_MACS = 0.9;
/** From this share of the time on a layer is called no faster: repeated measurements differ by as much. */
const SAME_TIME = 0.95;

/** Whether a layer lost multiply–accumulates, but no time. */
export function isNoFaster(layer: LayerLatency): boolean {
  return macsShare(layer) <= FEWER_MACS && timeShare(layer) >= SAME_TIME;
}

/** What is left of a layer's multiply–accumulates. */
export function macsShare({ macsBefore, macsAfter }: LayerLatency): number {
  return macsAfter / macsBefore;
}

/** What is left of a layer's time. */
export function timeShare({ millisecondsBefore, millisecondsAfter }: LayerLatency): number {
  return millisecondsAfter / millisecondsBefore;
}
