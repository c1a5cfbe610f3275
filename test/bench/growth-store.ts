import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { RunResult } from '../../src-shared/result.ts';
import { readCurves } from '../../src-main/host/read-curves.ts';
import { compareRuns } from '../../src-main/report/compare-runs.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';
import { sampleRecipe, sampleResult } from '../sample-result.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';

const RUNS = 1000;
/** Of each run, and steps with a loss of their own: a million rows of metrics in all. */
const EPOCHS = 1000;
const STEPS = 10_000;
const COMPARED = 20;
const ROUNDS = 5;

/** How long a store of a thousand runs and a million epochs takes to show what a person asks for. */
export function benchStore(): Measurement[] {
  const home = mkdtempSync(join(tmpdir(), 'espalier-store-'));
  try {
    const store = openStore(home);
    fill(store);
    store.close();
    const opened = timed(() => openStore(home).close());
    const full = openStore(home);
    const ids = Array.from({ length: COMPARED }, (_, index) => nameRun(index * Math.floor(RUNS / COMPARED)));
    const measurements = [
      measure('opening the store', 200, opened),
      measure(
        'listing all runs',
        100,
        timed(() => full.listRuns()),
      ),
      measure(
        'the epochs of a run',
        200,
        timed(() => full.listEpochs(nameRun(RUNS / 2))),
      ),
      measure(
        'the loss curves of a run',
        200,
        timed(() => readCurves(full, nameRun(RUNS / 2), { points: 1000 })),
      ),
      measure(
        `comparing ${COMPARED} runs`,
        200,
        timed(() => compareRuns(ids.map((id) => resultOf(full, id)))),
      ),
    ];
    full.close();
    return measurements;
  } finally {
    rmSync(home, { recursive: true });
  }
}

function measure(what: string, bound: number, value: number): Measurement {
  const name = `${what}, of ${RUNS} with ${EPOCHS} epochs each`;
  return { name, value, unit: 'ms', goal: { of: 'value', kind: 'at most', bound } };
}

function timed(action: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    action();
    return performance.now() - started;
  });
  return median(times);
}

/** Runs, results and losses as a host records them; the epochs, which would be a transaction each, in one. */
function fill(store: Store): void {
  const losses = Array.from({ length: STEPS }, (_, step) => 2 / (1 + step / 100));
  for (let index = 0; index < RUNS; index++) {
    const id = nameRun(index);
    const folder = join(store.home, 'runs', id);
    store.createRun({ id, recipe: sampleRecipe, recipeHash: id, device: 'cpu', pid: process.pid, folder });
    const stage = { event: 'progress', stage: 'train', variant: 'base', seed: 1, done: STEPS, total: STEPS } as const;
    store.recordLosses(id, { ...stage, loss: 1, imagesPerSecond: 100, losses });
    store.saveResult(id, sampleResult());
  }
  const database = new Database(join(store.home, 'espalier.sqlite'));
  database.exec(`
    WITH RECURSIVE epochs (epoch) AS (SELECT 1 UNION ALL SELECT epoch + 1 FROM epochs WHERE epoch < ${EPOCHS})
    INSERT INTO metrics (run, stage, variant, seed, epoch, epochs, learning_rate, train_loss, train_accuracy, test_loss,
      test_accuracy, seconds, data_wait_milliseconds)
    SELECT id, 'train', 'base', 1, epoch, ${EPOCHS}, 0.1, 1.5, 0.5, 1.6, 0.4, 10, 3 FROM epochs, runs`);
  database.close();
}

function nameRun(index: number): string {
  return `run-${String(index).padStart(4, '0')}`;
}

function resultOf(store: Store, id: string): RunResult {
  const result = store.getRun(id)?.result ?? null;
  if (result === null) throw new Error(`the store has lost the result of ${id}`);
  return result;
}
