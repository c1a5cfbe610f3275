import type { RunEvent } from '../../src-shared/event.ts';
import type { Store } from '../store/store.ts';

/** Writes what an engine says about a run into the store; its files are on the disk before they are recorded. */
export function recordEvent(store: Store, runId: string, event: RunEvent): void {
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
    case 'epoch':
      store.recordEpoch(runId, event);
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
    case 'progress':
    case 'scales':
    case 'plan':
    case 'certificate':
    case 'note':
    case 'error':
      return;
  }
}
