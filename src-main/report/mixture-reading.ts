import type { RunResult } from '../../src-shared/result.ts';
import { baseOf } from './comparison.ts';
import { formatInteger } from '../../src-shared/format-number.ts';
import { groupBy } from './group-by.ts';
import { groupByRecipe } from './seed-reading.ts';

/** What keeps runs from being compared number by number, in sentences: other data, other base networks, other seeds. */
export function describeMixture(results: readonly RunResult[]): string[] {
  const byData = groupBy(results, ({ dataset }) => JSON.stringify([dataset.hash, dataset.test]));
  if (byData.size > 1) {
    const parts = [...byData.values()].map(
      (runs) => `${runs.slice(0, 1).map(describeData).join('')}: ${listRuns(runs)}`,
    );
    return [
      `These runs used different data (${parts.join('; ')}): their accuracies can't be compared with each other, only within a run.`,
    ];
  }
  return [...describeProtocols(results), ...describeBases(results), ...describeOtherSeeds(results)];
}

function describeProtocols(results: readonly RunResult[]): string[] {
  const byMeasure = groupBy(results, ({ measure }) => JSON.stringify(measure));
  if (byMeasure.size < 2) return [];
  return [
    `These runs counted detections differently (${[...byMeasure.values()].map(listRuns).join('; ')}): their mAPs can't be compared with each other, only within a run; the reports show each by all three protocols.`,
  ];
}

function describeData({ dataset: { name, train, test } }: RunResult): string {
  return `${name}, ${formatInteger(train)} training and ${formatInteger(test)} test images`;
}

function describeBases(results: readonly RunResult[]): string[] {
  const groups: RunResult[][] = [];
  for (const result of results) {
    const alike = groups.find(([first]) => first !== undefined && haveSameBase(first, result));
    if (alike === undefined) groups.push([result]);
    else alike.push(result);
  }
  if (groups.length < 2) return [];
  return [
    `These runs start from different base networks (${groups.map(listRuns).join('; ')}): ` +
      'what differs between them is not the compression alone; the brackets refer to each run’s own base network.',
  ];
}

/** Whether the base networks were made alike, and came out alike for every seed that both runs have. */
function haveSameBase(one: RunResult, other: RunResult): boolean {
  const [made, alsoMade] = [one, other].map(({ recipe }) => JSON.stringify([recipe.network, recipe.train]));
  if (made !== alsoMade) return false;
  const outcomes = new Map(baseOf(other)?.seeds.map((outcome) => [outcome.seed, outcome]));
  return (baseOf(one)?.seeds ?? []).every(({ seed, parameters, accuracy }) => {
    const known = outcomes.get(seed);
    return known === undefined || (known.parameters === parameters && Object.is(known.accuracy, accuracy));
  });
}

function describeOtherSeeds(results: readonly RunResult[]): string[] {
  if (groupByRecipe(results).size < 2) return [];
  const bySeeds = groupBy(results, ({ variants }) => (variants[0]?.seeds ?? []).map(({ seed }) => seed).join(', '));
  if (bySeeds.size < 2) return [];
  const parts = [...bySeeds].map(([seeds, runs]) => `${seeds}: ${listRuns(runs)}`);
  return [
    `These runs have different seeds (${parts.join('; ')}): what differs between them may be the seeds' doing; \`seeds\` in a recipe tells the two apart.`,
  ];
}

function listRuns(runs: readonly RunResult[]): string {
  return [...new Set(runs.map(({ runId }) => runId))].join(', ');
}
