import type { RunEvent } from '../../../src-shared/event.ts';

type Progress = Extract<RunEvent, { event: 'progress' }>;

/** Of progress, whoever watches is told so often: four times a second. */
const QUIET_MILLISECONDS = 250;

/**
 * Passes events on, progress at most four times a second: what comes more often is gathered, its losses in one list, and passed on with the next
 * one that is due, or before the end of its stage.
 */
export function gatherProgress(
  tell: (event: RunEvent) => void,
  now = () => performance.now(),
): (event: RunEvent) => void {
  let told = Number.NEGATIVE_INFINITY;
  let gathered: Progress | undefined;

  function release(): void {
    if (gathered === undefined) return;
    told = now();
    tell(gathered);
    gathered = undefined;
  }

  return (event) => {
    if (event.event === 'progress') {
      gathered = { ...event, losses: [...(gathered?.losses ?? []), ...(event.losses ?? [])] };
      if (now() - told >= QUIET_MILLISECONDS) release();
      return;
    }
    if (event.event === 'stage-end' || event.event === 'stage-start' || event.event === 'result') release();
    tell(event);
  };
}
