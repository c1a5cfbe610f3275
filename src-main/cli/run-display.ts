import type { RunEvent } from '../../src-shared/event.ts';
import { describeEvent } from '../report/describe-event.ts';
import { progressLine, type ProgressEvent, type ProgressStart } from './progress-line.ts';
import { seedLabel } from '../report/seed-label.ts';

/** Where a display writes: standard output, for one. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows a run to whoever started it. */
export interface RunDisplay {
  show(event: RunEvent): void;
  /** Takes away what does not stay. */
  end(): void;
}

const REDRAW_MILLISECONDS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** Events as JSON for programs, a live line on a terminal, plain lines elsewhere. */
export function createRunDisplay(screen: Screen, json: boolean): RunDisplay {
  if (json) return createJsonDisplay(screen);
  return screen.isTTY === true ? createLiveDisplay(screen) : createPlainDisplay(screen);
}

/** One event a line. Errors are left to the command line, which prints them last, whichever way they came. */
function createJsonDisplay(screen: Screen): RunDisplay {
  return {
    show(event) {
      if (event.event !== 'error') screen.write(`${JSON.stringify(event)}\n`);
    },
    end() {
      // Every line stays.
    },
  };
}

function createPlainDisplay(screen: Screen): RunDisplay {
  let seeds: readonly number[] = [];
  return {
    show(event) {
      if (event.event === 'run') seeds = event.seeds;
      const line = event.event === 'stage-start' ? announceStage(event, seeds) : describeEvent(event, seeds);
      if (line !== undefined) screen.write(`${line}\n`);
    },
    end() {
      // Every line stays.
    },
  };
}

/** Lines that stay, above one that is redrawn, at most ten times a second. */
function createLiveDisplay(screen: Screen): RunDisplay {
  let current = '';
  let drawnAt = 0;
  let start: ProgressStart | undefined;
  let seeds: readonly number[] = [];
  const draw = (event: ProgressEvent): void => {
    const now = performance.now();
    start ??= { time: now, done: event.done };
    if (now - drawnAt < REDRAW_MILLISECONDS && event.done < event.total) return;
    drawnAt = now;
    current = progressLine(event, seeds, start, now, (screen.columns ?? 80) - 1);
    screen.write(CLEAR_LINE + current);
  };
  return {
    show(event) {
      if (event.event === 'progress') {
        draw(event);
        return;
      }
      if (event.event === 'stage-start') {
        start = undefined;
        current = announceStage(event, seeds);
        screen.write(CLEAR_LINE + current);
        return;
      }
      if (event.event === 'run') seeds = event.seeds;
      const line = describeEvent(event, seeds);
      if (line === undefined) return;
      if (event.event === 'stage-end') current = '';
      screen.write(`${CLEAR_LINE}${line}\n${current}`);
    },
    end() {
      if (current !== '') screen.write(CLEAR_LINE);
      current = '';
    },
  };
}

function announceStage(
  { stage, variant, seed }: Extract<RunEvent, { event: 'stage-start' }>,
  seeds: readonly number[],
): string {
  return `${stage} ${variant}${seedLabel(seed, seeds)} …`;
}
