import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import type { RunEvent } from '../../src-shared/event.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { recipeHash } from '../engine/recipe-hash.ts';
import { openStore, type Store } from '../store/store.ts';
import { startEngine, type EngineLink } from './engine-link.ts';
import { recordEvent } from './record-event.ts';
import type { Host, RunOptions, RunSummary } from './host.ts';

/**
 * The host of a home folder (absolute path). The home is made when the first run starts, not before. What is wrong with the home and has been
 * put right is said on standard error, and kept in `notices`.
 */
export function createHost(home: string): Host {
  let store: Store | undefined;
  const notices: string[] = [];
  const notice = (message: string): void => {
    notices.push(message);
    process.stderr.write(`espalier: ${message}\n`);
  };
  const writableStore = (): Store => (store ??= openStore(home, notice));
  const existingStore = (): Store | undefined => {
    if (store === undefined && existsSync(join(home, 'espalier.sqlite'))) store = openStore(home, notice);
    return store;
  };
  return {
    home,
    notices,
    run: (recipe, options) => runRecipe(recipe, options, home, existingStore, writableStore),
    listRuns: () => existingStore()?.listRuns() ?? [],
    findRun: (reference) => findRun(existingStore()?.listRuns() ?? [], reference),
    close() {
      store?.close();
      store = undefined;
    },
  };
}

async function runRecipe(
  given: Recipe,
  options: RunOptions,
  home: string,
  existingStore: () => Store | undefined,
  writableStore: () => Store,
): Promise<RunResult> {
  const recipe: Recipe = options.device === undefined ? given : { ...given, device: options.device };
  const hash = recipeHash(recipe);
  const finished = options.again === true ? undefined : existingStore()?.findFinished(hash);
  if (finished?.result) {
    const message = `this recipe was run before (${finished.id}); its result is shown, --again measures it anew`;
    options.onEvent({ event: 'note', level: 'info', message });
    options.onEvent({ event: 'result', result: finished.result });
    return finished.result;
  }
  const engine = startEngine();
  const stop = (): void => {
    engine.tell({ command: 'stop' });
  };
  options.signal?.addEventListener('abort', stop);
  try {
    engine.tell({ command: 'prepare', recipe });
    await expectPrepared(engine);
    if (options.signal?.aborted === true) throw new EspalierError('interrupted', 'stopped before anything was written');
    const store = writableStore();
    const result = await carryOut(engine, recipe, hash, store, home, options);
    store.backUp();
    return result;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    engine.kill();
  }
}

async function expectPrepared(engine: EngineLink): Promise<void> {
  const answer = await engine.next();
  if (answer.message === 'failed') throw new EspalierError(answer.code, answer.error);
  if (answer.message !== 'prepared') throw new EspalierError('internal', 'the engine spoke before it was asked');
}

/** Records the run, or the resumption of its unfinished one, and follows the engine to the end. */
async function carryOut(
  engine: EngineLink,
  recipe: Recipe,
  hash: string,
  store: Store,
  home: string,
  { onEvent, again }: RunOptions,
): Promise<RunResult> {
  const id = newRunId();
  const run = { id, recipe, recipeHash: hash, device: recipe.device, pid: process.pid, folder: join(home, 'runs', id) };
  const { id: runId, folder, resumed, release } = store.takeOnRun(run, again === true);
  try {
    engine.tell({ command: 'start', runId, folder, home, resumed });
    return await followEngine(engine, runId, store, onEvent);
  } catch (thrown) {
    const error = toEspalierError(thrown);
    recordFailure(store, runId, error);
    throw error;
  } finally {
    release();
  }
}

/** On a full disk not even that can be written; the run reads as interrupted then. */
function recordFailure(store: Store, runId: string, { code, message }: EspalierError): void {
  try {
    store.setRunState(runId, code === 'interrupted' ? { state: 'interrupted' } : { state: 'failed', error: message });
  } catch (error) {
    if (code !== 'storage-failed') throw error;
  }
}

async function followEngine(
  engine: EngineLink,
  runId: string,
  store: Store,
  onEvent: (event: RunEvent) => void,
): Promise<RunResult> {
  for (;;) {
    const answer = await engine.next();
    switch (answer.message) {
      case 'failed':
        throw new EspalierError(answer.code, answer.error);
      case 'prepared':
        break;
      case 'event':
        recordEvent(store, runId, answer.event);
        onEvent(answer.event);
        if (answer.event.event === 'result') return answer.event.result;
    }
  }
}

/** Sorts by time, reads as a date, and is short enough to type: `20260131-142500-3fa9`. */
function newRunId(): string {
  const time = new Date().toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomUUID().slice(0, 4)}`;
}

function findRun(runs: readonly RunSummary[], reference: string): RunSummary {
  const byId = runs.filter((run) => run.id === reference || run.id.startsWith(reference));
  const [only, another] = byId;
  if (only !== undefined && another === undefined) return only;
  if (another !== undefined) {
    throw new EspalierError('not-found', `"${reference}" begins the ids of ${byId.length} runs; give more of it`);
  }
  const byName = runs.find((run) => run.name === reference);
  if (byName !== undefined) return byName;
  throw new EspalierError('not-found', `there is no run "${reference}"; \`espalier runs\` lists them`);
}
