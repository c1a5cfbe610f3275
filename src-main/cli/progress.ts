import type { RunEvent } from '../../src-shared/event.ts';
import { formatCount, formatDuration, formatNumber, formatShare } from '../report/format.ts';

type Progress = Extract<RunEvent, { event: 'progress' }>;

const BAR_WIDTH = 24;

/** Shows a run to a person: lines for what has happened and, on a terminal, one live line for what is happening. */
export interface ProgressDisplay {
  show(event: RunEvent): void;
  /** Removes the live line. */
  end(): void;
}

export function createProgressDisplay(output: NodeJS.WriteStream): ProgressDisplay {
  const live = output.isTTY;
  let drawn = false;
  let stageStarted = performance.now();
  let startedAt: number | undefined;

  function clear(): void {
    if (drawn) output.write('\r\u001b[2K');
    drawn = false;
  }

  function line(text: string): void {
    clear();
    output.write(`${text}\n`);
  }

  function drawBar(progress: Progress): void {
    startedAt ??= progress.done;
    clear();
    const elapsed = (performance.now() - stageStarted) / 1000;
    output.write(describeProgress(progress, startedAt, elapsed).slice(0, Math.max(20, output.columns - 1)));
    drawn = true;
  }

  return {
    show(event) {
      switch (event.event) {
        case 'run':
          line(`${event.resumed ? 'Resuming' : 'Run'} ${event.runId} · ${event.name}`);
          return;
        case 'stage-start':
          stageStarted = performance.now();
          startedAt = undefined;
          line(`  ${event.stage} ${event.variant} …`);
          return;
        case 'progress':
          if (live) drawBar(event);
          return;
        case 'stage-end': {
          const how = event.reused ? 'already done' : formatDuration(event.seconds);
          line(`  ${event.stage} ${event.variant}: ${how}`);
          return;
        }
        case 'epoch':
          line(
            `    epoch ${event.epoch}/${event.epochs}  loss ${event.trainLoss.toFixed(4)}  ` +
              `test ${formatShare(event.testAccuracy, 2)}  ${formatDuration(event.seconds)}  ` +
              `(waited ${event.dataWaitMilliseconds.toFixed(0)} ms for batches)`,
          );
          return;
        case 'plan': {
          const kept = event.layers.map(
            ({ layer, keep, originalChannels }) => `${layer} ${keep.length}/${originalChannels}`,
          );
          line(`    keeps ${kept.join(', ')}`);
          return;
        }
        case 'certificate': {
          const { layer, relativeError, keptError, optimumError } = event.certificate;
          line(
            `    ${layer}: relative error ${formatNumber(relativeError)} ` +
              `(kept filters ${formatNumber(keptError)}, optimum ${formatNumber(optimumError)})`,
          );
          return;
        }
        case 'note':
          line(`    ${event.level === 'warning' ? 'warning: ' : ''}${event.message}`);
          return;
        case 'artifact':
        case 'result':
        case 'error':
          return;
      }
    },
    end: clear,
  };
}

/** `[██████░░] 25 %  loss 1.2345  512 images/s  ETA 1 min 3 s`; the ETA counts from where this process began. */
function describeProgress(progress: Progress, startedAt: number, elapsedSeconds: number): string {
  const { done, total, loss, imagesPerSecond } = progress;
  const share = done / total;
  const filled = Math.round(share * BAR_WIDTH);
  const parts = [`    [${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}] ${formatShare(share, 0)}`];
  if (loss !== undefined) parts.push(`loss ${loss.toFixed(4)}`);
  if (imagesPerSecond !== undefined) parts.push(`${formatCount(Math.round(imagesPerSecond))} images/s`);
  if (done > startedAt) {
    parts.push(`ETA ${formatDuration((elapsedSeconds / (done - startedAt)) * (total - done))}`);
  }
  return parts.join('  ');
}
