import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasWeights } from '../../../src-shared/network-files.ts';
import type { PlanPreview } from '../../../src-shared/plan-preview.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { createBackend } from '../../backend/create-backend.ts';
import { readDatasetShape } from '../../data/dataset-shape.ts';
import { openStageStore } from '../../engine/stage-store.ts';
import { trainingKey } from '../../engine/training-stage.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Bench } from '../bench.ts';
import { quickDataset } from '../quick-dataset.ts';

/** The network that a preview plans on, and where its weights come from. */
export interface Basis {
  readonly basis: PlanPreview['basis'];
  readonly network: Graph;
}

/**
 * The network that a recipe's first seed prunes: the one that an earlier run trained by the same settings, where the home has its
 * outcome; else the one it starts from.
 * @throws EspalierError `bad-dataset` or `bad-network`.
 */
export async function findBasis(bench: Bench, recipe: Recipe, home: string): Promise<Basis> {
  const shape = await readDatasetShape(recipe.dataset);
  const { network } = await bench.network(recipe.network, shape, recipe.seed);
  const trained = await findTrained(bench, recipe, network, home);
  if (trained !== undefined) return { basis: 'trained', network: trained };
  return { basis: hasWeights(recipe.network) ? 'file' : 'initial', network };
}

async function findTrained(bench: Bench, recipe: Recipe, network: Graph, home: string): Promise<Graph | undefined> {
  const { train: settings, seed, device } = recipe;
  if (settings === undefined || !(await hasOutcomes(home))) return undefined;
  const dataset = await quickDataset(bench, recipe.dataset);
  if (dataset === undefined) return undefined;
  const key = trainingKey(bench.hashOf(network), settings, seed, dataset, await createBackend(device));
  if (!(await hasOutcomes(home, key))) return undefined;
  return bench.trained.recall(key, async () => (await openStageStore(home).find(key, z.unknown()))?.network);
}

/** A home without outcomes needs no key to look for, and a key takes the data set's hash. */
async function hasOutcomes(home: string, key?: string): Promise<boolean> {
  const names = await readdir(join(home, 'stages')).catch((): string[] => []);
  return key === undefined ? names.length > 0 : names.includes(key);
}
