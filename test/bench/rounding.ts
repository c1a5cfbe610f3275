import { parseArgs } from 'node:util';
import { createOnnxRuntimeBackend } from '../../src-main/backend/onnxruntime/session.ts';
import { measureCost } from '../../src-main/evaluation/cost.ts';
import { randomInputs } from '../../src-main/graph/random-images.ts';
import { timeInTurns } from '../../src-main/evaluation/time-in-turns.ts';
import type { Graph } from '../../src-main/graph/graph.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { surveyGroups } from '../../src-main/pruning/coupled-groups.ts';
import { scoreFilters } from '../../src-main/pruning/criteria.ts';
import { findChains } from '../../src-main/pruning/latency/layer-chain.ts';
import { measureStaircases } from '../../src-main/pruning/latency/measure-staircases.ts';
import { planPruning } from '../../src-main/pruning/plan.ts';
import { removeChannels } from '../../src-main/pruning/surgery.ts';
import { renderTextTable } from '../../src-main/report/text-table.ts';
import { formatFactor, formatMilliseconds, formatShare } from '../../src-shared/format-number.ts';
import type { PruneRecipe } from '../../src-shared/recipe.ts';
import { PLAIN_PRUNING } from '../plain-pruning.ts';
import { median } from './median.ts';

/** How `prune.roundTo` changes what a network of the same number of parameters takes: `node test/bench/rounding.ts [--width 0.25]`. */
const { values } = parseArgs({ options: { width: { type: 'string', default: '1' } } });
const TARGETS = [0.63, 0.37, 0.19];
const ROUNDINGS = [1, 8, 16, 'latency'] as const;
const MEASUREMENTS = 5;
const ROUNDS = { most: 60, least: 60, seconds: 0 };

const HEAD = ['roundTo', 'parameters', 'MACs', 'least', 'ratio', 'median', 'ratio', 'in five goes'];

const network = buildVgg16({ classes: 10, width: Number(values.width), seed: 1 });
const backend = createOnnxRuntimeBackend({ device: 'cpu' });
const { groups } = surveyGroups(network);
const staircases = await measureStaircases(findChains(network), backend, 1, () => undefined);
const treads = new Map([...staircases].map(([name, staircase]) => [name, staircase.treads]));
for (const target of TARGETS) await compareRoundings(target);

async function compareRoundings(parameters: number): Promise<void> {
  const networks = ROUNDINGS.map((roundTo) => prune({ target: { parameters }, roundTo }));
  const runs = [];
  for (const graph of networks) {
    runs.push({ executable: await backend.load(graph), inputs: randomInputs(graph, 1) });
  }
  const samples: number[][][] = [];
  for (let done = 0; done < MEASUREMENTS; done++) samples.push(await timeInTurns(runs, ROUNDS));
  const medians = samples.map((times) => times.map(median));
  const least = runs.map((_, index) => Math.min(...samples.flatMap((times) => times[index] ?? [])));
  const base = measureCost(network);
  const rows = networks.map((graph, index) => {
    const cost = measureCost(graph);
    const ratios = medians.map((ofAll) => (ofAll[index] ?? 0) / (ofAll[0] ?? 1));
    return [
      String(ROUNDINGS[index]),
      formatShare(cost.parameters / base.parameters),
      formatShare(cost.macs / base.macs),
      formatMilliseconds(least[index] ?? Number.NaN),
      formatFactor((least[index] ?? 0) / (least[0] ?? 1)),
      formatMilliseconds(median(medians.map((ofAll) => ofAll[index] ?? 0))),
      formatFactor(median(ratios)),
      `${formatFactor(Math.min(...ratios))} to ${formatFactor(Math.max(...ratios))}`,
    ];
  });
  console.log(`\n${formatShare(parameters)} of the parameters\n`);
  console.log(renderTextTable(HEAD, rows));
  for (const { executable } of runs) await executable.release();
}

function prune(changes: Partial<PruneRecipe>): Graph {
  const recipe = { ...PLAIN_PRUNING, minChannels: 4, ...changes };
  return removeChannels(network, groups, planPruning(network, recipe, 1, scoreFilters, treads));
}
