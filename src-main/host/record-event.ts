import type { RunEvent } from '../../src-shared/event.ts';
import type { LogLine } from '../../src-shared/routes/run-routes.ts';
import { describeEvent } from '../report/describe-event.ts';
import type { Store } from '../store/store.ts';

/** Writes what an engine says about a run with these seeds into the store; its files are on the disk before they are recorded. */
export function recordEvent(store: Store, runId: string, event: RunEvent, seeds: readonly number[]): void {
  recordLine(store, runId, event, seeds);
  switch (event.event) {
    case 'stage-start': {
      const { stage, variant, seed } = event;
      const startedAt = new Date().toISOString();
      store.recordStage(runId, {
        stage,
        variant,
        seed,
        state: 'running',
        key: null,
        startedAt,
        finishedAt: null,
        seconds: null,
      });
      return;
    }
    case 'stage-end': {
      const { stage, variant, seed, seconds } = event;
      const finished = Date.now();
      store.recordStage(runId, {
        stage,
        variant,
        seed,
        state: 'done',
        key: null,
        startedAt: new Date(finished - seconds * 1000).toISOString(),
        finishedAt: new Date(finished).toISOString(),
        seconds,
      });
      return;
    }
    case 'progress':
      store.recordLosses(runId, event);
      return;
    case 'epoch':
      store.recordEpoch(runId, event);
      return;
    case 'scales':
      store.recordScales(runId, event);
      return;
    case 'plan':
      store.recordPlan(runId, event.seed, event.layers);
      return;
    case 'certificate':
      store.recordCertificate(runId, event);
      return;
    case 'artifact':
      store.recordArtifact(runId, event.role, event.path);
      return;
    case 'outcome':
      store.recordOutcome(runId, event.key);
      return;
    case 'result':
      store.saveResult(runId, event.result);
      return;
    case 'run':
    case 'note':
    case 'error':
      return;
  }
}

/** A run that goes on says again what it has found on the disk; the log has that once. */
function recordLine(store: Store, runId: string, event: RunEvent, seeds: readonly number[]): void {
  const line = lineOf(event, seeds);
  if (line === undefined) return;
  const often = event.event === 'run' || event.event === 'stage-end' ? 'always' : 'once';
  store.log(runId, { at: new Date().toISOString(), ...line }, often);
}

function lineOf(event: RunEvent, seeds: readonly number[]): Omit<LogLine, 'at'> | undefined {
  if (event.event === 'note') return { level: event.level, message: event.message };
  const message = describeEvent(event, seeds)?.trim();
  return message === undefined ? undefined : { level: 'info', message };
}
