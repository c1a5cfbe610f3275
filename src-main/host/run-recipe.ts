import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import type { RunEvent } from '../../src-shared/event.ts';
import { networkFiles } from '../../src-shared/network-files.ts';
import type { DatasetRecord } from '../../src-shared/project.ts';
import { seedsOf, type Recipe } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { readDeviceSpeeds } from '../backend/device-speeds.ts';
import { recipeHash } from '../engine/recipe-hash.ts';
import type { Store } from '../store/store.ts';
import { startEngine, type EngineLink } from './engine/engine-link.ts';
import type { EngineLauncher } from './engine/engine-process.ts';
import { listDevices } from './engine/list-devices.ts';
import type { RunOptions } from './host.ts';
import { recordEvent } from './record-event.ts';

/** Where runs are carried out. */
export interface Workplace {
  readonly home: string;
  readonly launch: EngineLauncher;
  /** Undefined where nothing has been run in this home yet. */
  readonly existingStore: () => Store | undefined;
  /** Made where it is missing. */
  readonly writableStore: () => Store;
}

/**
 * Runs a recipe in the home's store, or goes on with its unfinished run, or gives the stored result of a finished one.
 * @throws EspalierError with the engine's code.
 */
export async function runRecipe(
  given: Recipe,
  options: RunOptions,
  { home, launch, existingStore, writableStore }: Workplace,
): Promise<RunResult> {
  const recipe: Recipe = options.device === undefined ? given : { ...given, device: options.device };
  const hash = recipeHash(recipe);
  const finished = findFinished(hash, options, existingStore());
  if (finished?.result) {
    const message = `this recipe was run before (${finished.id}); its result is shown, --again measures it anew`;
    options.onEvent({ event: 'note', level: 'info', message }, finished.id);
    options.onEvent({ event: 'result', result: finished.result }, finished.id);
    return finished.result;
  }
  if (recipe.device === 'auto' && readDeviceSpeeds() === undefined) await listDevices(launch);
  const engine = startEngine(launch);
  const stop = (): void => {
    engine.tell({ command: 'stop' });
  };
  options.signal?.addEventListener('abort', stop);
  try {
    engine.tell({ command: 'prepare', recipe });
    const dataset = await expectPrepared(engine);
    if (options.signal?.aborted === true) throw new EspalierError('interrupted', 'stopped before anything was written');
    const store = writableStore();
    const result = await carryOut({ engine, recipe, hash, dataset }, store, home, options);
    store.backUp();
    return result;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    engine.kill();
  }
}

/** The run whose result is asked for already; none where a run shall be made anew, or an unfinished one goes on. */
function findFinished(
  hash: string,
  { again, runId }: RunOptions,
  store: Store | undefined,
): { readonly id: string; readonly result: RunResult | null } | undefined {
  if (runId !== undefined) return store?.getRun(runId);
  return again === true ? undefined : store?.findFinished(hash);
}

/** An engine that has read what its recipe names. */
interface PreparedEngine {
  readonly engine: EngineLink;
  readonly recipe: Recipe;
  readonly hash: string;
  readonly dataset: RunResult['dataset'];
}

async function expectPrepared(engine: EngineLink): Promise<RunResult['dataset']> {
  const answer = await engine.next();
  if (answer.message === 'failed') throw new EspalierError(answer.code, answer.error);
  if (answer.message !== 'prepared') throw new EspalierError('internal', 'the engine spoke before it was asked');
  return answer.dataset;
}

/** Records the run, or the resumption of its unfinished one, and follows the engine to the end. */
async function carryOut(
  { engine, recipe, hash, dataset }: PreparedEngine,
  store: Store,
  home: string,
  { onEvent, again, project, runId: unfinished }: RunOptions,
): Promise<RunResult> {
  const id = newRunId();
  const folderOfNew = join(home, 'runs', id);
  const asked = { id, recipe, recipeHash: hash, device: recipe.device, pid: process.pid, folder: folderOfNew };
  const run = project === undefined ? asked : { ...asked, project };
  const { id: runId, folder, resumed, release } = store.takeOnRun(run, again === true, unfinished);
  const tell = (event: RunEvent): void => {
    recordEvent(store, runId, event, seedsOf(recipe));
    onEvent(event, runId);
  };
  try {
    const startsFrom = networkFiles(recipe.network).at(-1);
    if (startsFrom !== undefined) store.recordInitialNetwork(runId, startsFrom);
    const before = store.recordDataset(runId, recipe.dataset, dataset);
    if (before !== undefined) tell({ event: 'note', level: 'warning', message: describeChange(before, dataset) });
    engine.tell({ command: 'start', runId, folder, home, resumed });
    return await followEngine(engine, tell);
  } catch (thrown) {
    const error = toEspalierError(thrown);
    recordFailure(store, runId, error);
    throw error;
  } finally {
    release();
  }
}

function describeChange({ name, path, ...before }: DatasetRecord, now: RunResult['dataset']): string {
  const content = (one: { hash: string; train: number; test: number }): string =>
    `${one.train} training and ${one.test} test images, SHA-256 ${one.hash.slice(0, 12)}…`;
  return (
    `the data set ${path ?? name} has changed since this run was begun (then ${content(before)}; now ${content(now)}): ` +
    'its stages are computed anew; put the old files back to go on from the old checkpoints'
  );
}

/** On a full disk not even that can be written; the run reads as interrupted then. */
function recordFailure(store: Store, runId: string, { code, message }: EspalierError): void {
  try {
    const at = new Date().toISOString();
    if (code === 'interrupted') {
      store.setRunState(runId, { state: 'interrupted' });
      store.log(runId, { at, level: 'info', message: 'stopped' }, 'always');
    } else {
      store.setRunState(runId, { state: 'failed', error: message });
      store.log(runId, { at, level: 'error', message }, 'always');
    }
  } catch (error) {
    if (code !== 'storage-failed') throw error;
  }
}

async function followEngine(engine: EngineLink, tell: (event: RunEvent) => void): Promise<RunResult> {
  for (;;) {
    const answer = await engine.next();
    switch (answer.message) {
      case 'failed':
        throw new EspalierError(answer.code, answer.error);
      case 'prepared':
        break;
      case 'event':
        tell(answer.event);
        if (answer.event.event === 'result') return answer.event.result;
    }
  }
}

/** Sorts by time, reads as a date, and is short enough to type: `20260131-142500-3fa9`. */
function newRunId(): string {
  const time = new Date().toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomUUID().slice(0, 4)}`;
}
