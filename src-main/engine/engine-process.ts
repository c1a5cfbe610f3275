import { parseRecipe, seedsOf } from '../../src-shared/recipe.ts';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import type { Backend } from '../backend/backend.ts';
import { createBackend } from '../backend/create-backend.ts';
import { createBatchLoader } from '../data/batch-source.ts';
import { findDetector } from '../graph/detector.ts';
import { describeDataset } from './describe-dataset.ts';
import { executeRecipe } from './execute.ts';
import { commandSchema, type EngineMessage } from './messages.ts';
import { openParentChannel } from './parent-channel.ts';
import { prepareRun, type PreparedRun } from './prepare.ts';
import { recipeHash } from './recipe-hash.ts';
import { reportOutcomes } from './report-outcomes.ts';
import { openStageStore } from './stage-store.ts';
import { tidyStages } from './tidy-stages.ts';

/**
 * The process that carries out one run, started by the host. A training step blocks this thread, never the host's;
 * between steps it hears the host's `stop`, and where the host is gone it stops by itself.
 */
const stopping = new AbortController();
let prepared: (PreparedRun & { readonly backend: Backend }) | undefined;

const parent = openParentChannel();
parent.onMessage((received) => {
  handle(received).catch(fail);
});
parent.onDisconnect(() => stopping.abort());
// A terminal sends its interrupt to the whole group; the host decides what it means.
process.on('SIGINT', () => undefined);

function send(message: EngineMessage): void {
  parent.send(message);
}

async function handle(received: unknown): Promise<void> {
  const command = commandSchema.parse(received);
  switch (command.command) {
    case 'prepare':
      prepared = await prepare(command.recipe);
      send({ message: 'prepared', dataset: describeDataset(prepared.dataset) });
      return;
    case 'start':
      await start(command);
      await parent.leave();
      return;
    case 'stop':
      stopping.abort();
      return;
  }
}

async function prepare(given: unknown): Promise<PreparedRun & { readonly backend: Backend }> {
  const recipe = parseRecipe(given);
  const backend = await createBackend(recipe.device);
  return { ...(await prepareRun(recipe)), backend };
}

interface Start {
  readonly runId: string;
  readonly folder: string;
  readonly home: string;
  readonly resumed: boolean;
}

async function start({ runId, folder, home, resumed }: Start): Promise<void> {
  if (prepared === undefined) throw new EspalierError('internal', 'the engine was started before it was prepared');
  const { recipe, dataset, network } = prepared;
  const loader = createBatchLoader(dataset, findDetector(network));
  try {
    const emit = (event: Extract<EngineMessage, { message: 'event' }>['event']): void => {
      send({ message: 'event', event });
    };
    await tidyStages(home);
    emit({ event: 'run', runId, name: recipe.name, resumed, folder, seeds: seedsOf(recipe) });
    const result = await executeRecipe(
      {
        ...prepared,
        runId,
        seed: recipe.seed,
        loader,
        stages: reportOutcomes(openStageStore(home), (key) => emit({ event: 'outcome', key })),
        signal: stopping.signal,
        emit,
        notes: [],
      },
      { folder, recipeHash: recipeHash(recipe) },
    );
    emit({ event: 'result', result });
  } finally {
    await loader.close();
  }
}

function fail(thrown: unknown): void {
  const { code, message } = toEspalierError(thrown);
  send({ message: 'failed', code, error: message });
  process.exitCode = 1;
  void parent.leave();
}
