import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { DatasetRecord, InitialNetwork, RunLineage, RunNetwork } from '../../src-shared/project.ts';
import type { DatasetRecipe } from '../../src-shared/dataset-recipe.ts';
import { measure } from '../../src-shared/result-schema.ts';
import type { RunResult } from '../../src-shared/result.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';
import { hashFile } from './artifact-files.ts';

export interface LineageRecords {
  /** Records the network file that a run starts from. */
  recordInitialNetwork(runId: string, file: string): void;
  /** Records the data set that a run works on; gives the one it worked on before, where that was another. */
  recordDataset(runId: string, recipe: DatasetRecipe, dataset: RunResult['dataset']): DatasetRecord | undefined;
  /** Records that a run looks for, or makes, a stage's outcome of this key. */
  recordOutcome(runId: string, key: string): void;
  /** The data sets of a project's runs, or of all runs. */
  listDatasets(project?: string): DatasetRecord[];
  describeLineage(run: RunOverview): RunLineage;
}

const datasetSchema = z.object({
  hash: z.string(),
  name: z.string(),
  kind: z.string(),
  path: z.string().nullable(),
  train: z.int(),
  test: z.int(),
  classes: z.int(),
}) satisfies z.ZodType<DatasetRecord>;

const networkSchema = z.object({
  variant: z.string(),
  parameters: z.int(),
  macs: z.int(),
  accuracy: measure,
  sha256: z.string().nullable(),
}) satisfies z.ZodType<RunNetwork>;

const inputsSchema = z.object({
  dataset: z.string().nullable(),
  sha256: z.string().nullable(),
  name: z.string().nullable(),
});
const makerSchema = z.object({ run: z.string(), variant: z.string() });

/** Which run used which data set, started from which network and made which; all known by their content. */
export function openLineageRecords(database: Database): LineageRecords {
  const insertNetwork = database.prepare('INSERT OR IGNORE INTO networks (sha256, name) VALUES (?, ?)');
  const startFrom = database.prepare('UPDATE runs SET network = ? WHERE id = ?');
  const insertOutcome = database.prepare('INSERT OR IGNORE INTO run_outcomes (run, key) VALUES (?, ?)');
  const datasetsOf = database.prepare(`
    SELECT DISTINCT datasets.* FROM datasets JOIN runs ON runs.dataset = datasets.hash
    JOIN projects ON projects.id = runs.project WHERE projects.name = ? ORDER BY datasets.name, hash`);
  const allDatasets = database.prepare('SELECT * FROM datasets ORDER BY name, hash');
  const inputsOf = database.prepare(`
    SELECT dataset, networks.sha256, networks.name FROM runs LEFT JOIN networks ON networks.sha256 = runs.network
    WHERE runs.id = ?`);
  const networksOf = database.prepare(
    'SELECT variant, parameters, macs, accuracy, sha256 FROM run_networks WHERE run = ? ORDER BY position',
  );
  const makerOf = database.prepare(`
    SELECT run, variant FROM run_networks JOIN runs ON runs.id = run WHERE sha256 = ? ORDER BY started_at LIMIT 1`);

  function describeInitial(sha256: string | null, name: string | null): InitialNetwork | null {
    if (sha256 === null || name === null) return null;
    return { sha256, name, madeBy: makerSchema.optional().parse(makerOf.get(sha256)) ?? null };
  }

  const datasetOf = database.prepare(
    'SELECT datasets.* FROM datasets JOIN runs ON runs.dataset = datasets.hash WHERE runs.id = ?',
  );
  const useDataset = prepareToUseDataset(database);
  const recordDataset = database.transaction((runId: string, recipe: DatasetRecipe, dataset: RunResult['dataset']) => {
    const before = datasetSchema.optional().parse(datasetOf.get(runId));
    useDataset(runId, recipe, dataset);
    return before?.hash === dataset.hash ? undefined : before;
  });

  const recordInitial = database.transaction((runId: string, file: string, sha256: string) => {
    insertNetwork.run(sha256, basename(file));
    startFrom.run(sha256, runId);
  });

  return {
    recordInitialNetwork: (runId, file) => recordInitial.immediate(runId, file, hashFile(file).sha256),
    recordDataset: (runId, recipe, dataset) => recordDataset.immediate(runId, recipe, dataset),
    recordOutcome: (runId, key) => void insertOutcome.run(runId, key),
    listDatasets: (project) =>
      (project === undefined ? allDatasets.all() : datasetsOf.all(project)).map((row) => datasetSchema.parse(row)),
    describeLineage(run) {
      const { dataset, sha256, name } = inputsSchema.parse(inputsOf.get(run.id));
      const networks = networksOf.all(run.id).map((row) => networkSchema.parse(row));
      return { run, dataset, initial: describeInitial(sha256, name), networks };
    },
  };
}

/** Writes down which data set, known by its content, a run works on. */
function prepareToUseDataset(
  database: Database,
): (runId: string, recipe: DatasetRecipe, dataset: RunResult['dataset']) => void {
  const upsert = database.prepare(`
    INSERT INTO datasets (hash, name, kind, path, train, test, classes)
    VALUES (@hash, @name, @kind, @path, @train, @test, @classes)
    ON CONFLICT (hash) DO UPDATE SET path = excluded.path`);
  const use = database.prepare('UPDATE runs SET dataset = ? WHERE id = ?');
  return (runId, recipe, dataset) => {
    const path = 'path' in recipe ? recipe.path : null;
    upsert.run({ ...dataset, kind: recipe.kind, path, classes: dataset.classes.length });
    use.run(dataset.hash, runId);
  };
}

/** Writes what a result says of data and networks beside it; to be called in the transaction that saves the result. */
export function prepareToRecordResult(database: Database): (runId: string, result: RunResult) => void {
  const useDataset = prepareToUseDataset(database);
  const insertNetwork = database.prepare(
    'INSERT OR IGNORE INTO networks (sha256, name, parameters, macs) VALUES (@sha256, @name, @parameters, @macs)',
  );
  const completeInitial = database.prepare(`
    UPDATE networks SET parameters = @parameters, macs = @macs
    WHERE parameters IS NULL AND sha256 = (SELECT network FROM runs WHERE id = @runId)`);
  const clear = database.prepare('DELETE FROM run_networks WHERE run = ?');
  const insertRunNetwork = database.prepare(`
    INSERT INTO run_networks (run, variant, position, parameters, macs, accuracy, sha256)
    VALUES (@runId, @name, @position, @parameters, @macs, @accuracy, @sha256)`);

  return (runId, { recipe, dataset, name: runName, variants }) => {
    useDataset(runId, recipe.dataset, dataset);
    clear.run(runId);
    variants.forEach(({ name, parameters, macs, accuracy, files }, position) => {
      const sha256 = files.find(({ format }) => format === 'onnx')?.sha256 ?? null;
      if (name === 'base') completeInitial.run({ runId, parameters, macs });
      if (sha256 !== null) insertNetwork.run({ sha256, name: `${runName}, ${name}`, parameters, macs });
      insertRunNetwork.run({ runId, name, position, parameters, macs, accuracy, sha256 });
    });
  };
}
