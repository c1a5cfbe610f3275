import type { RunResult, SeedOutcome, VariantResult } from '../../src-shared/result.ts';
import { deviationOf, meanOf } from '../../src-shared/spread.ts';
import { formatShareSpread, formatSigned } from '../../src-shared/format-number.ts';
import { groupBy } from './group-by.ts';
import { callNetwork, capitalise } from './network-name.ts';
import { judgeDifference, pairBySeed, type Measure, type PairedDifference } from './paired-difference.ts';

/** The outcomes of one network, whichever runs they are from. */
type Outcomes = Pick<VariantResult, 'name' | 'seeds'>;

/** How the numbers of several seeds are to be read. */
export function describeSeedMethod(seeds: readonly SeedOutcome[], testImages: string): string {
  const numbers = seeds.map(({ seed }) => seed);
  return (
    `Accuracies and mAPs are means over ${seeds.length} seeds (${numbers.join(', ')}) ± the sample standard deviation. Differences are taken seed by seed; ` +
    `one counts as more than chance where Student's 95 % interval of their mean excludes zero. All seeds were tested on the same ${testImages} images. ` +
    `Sizes, times and files are those of seed ${numbers[0]}.`
  );
}

/**
 * How a network did beside another, over the seeds that both have, as a sentence that says whether seeds alone do as much; undefined for
 * fewer than two such seeds.
 */
export function describeBySeed(network: Outcomes, reference: Outcomes, measure: Measure): string | undefined {
  const difference = pairBySeed(network.seeds, reference.seeds, measure);
  if (difference === undefined) return undefined;
  const accuracies = [network, reference].map(({ seeds }) => describeSpread(seeds, measure)).join(' against ');
  return (
    `${beginSentence(callNetwork(network.name), measure)} ${describeDistance(difference, callNetwork(reference.name))} ` +
    `over ${difference.seeds} seeds (${accuracies}); ${describeVerdict(difference)}.`
  );
}

function beginSentence(network: string, measure: Measure): string {
  switch (measure) {
    case 'accuracyBefore':
      return `Before fine-tuning ${network} was`;
    case 'accuracy':
      return `${capitalise(network)} ended`;
  }
}

function describeSpread(seeds: readonly SeedOutcome[], measure: Measure): string {
  const values = seeds.map((outcome) => outcome[measure]);
  return formatShareSpread(meanOf(values), deviationOf(values));
}

/** "0.4 ± 0.3 points below …", or "level with … (± 0.3 points)" where the mean rounds to zero. */
function describeDistance({ mean, deviation }: PairedDifference, reference: string): string {
  const points = Math.abs(mean * 100).toFixed(1);
  const spread = (deviation * 100).toFixed(1);
  if (isLevel(mean)) return `level with ${reference} (± ${spread} points)`;
  return `${points} ± ${spread} points ${mean > 0 ? 'above' : 'below'} ${reference}`;
}

function describeVerdict(difference: PairedDifference): string {
  const { mean, margin } = difference;
  const [low, high] = [mean - margin, mean + margin].map((bound) => formatSigned(bound * 100, 1));
  switch (judgeDifference(difference)) {
    case 'constant':
      return 'it is the same with every seed';
    case 'within':
      return `that is within what seeds alone do (95 % interval ${low} to ${high} points)`;
    case 'beyond':
      if (isLevel(mean)) return 'the seeds agree, but on less than 0.05 points';
      return `that exceeds what seeds alone do (95 % interval ${low} to ${high} points)`;
  }
}

/** Whether a difference is zero in tenths of a point. */
function isLevel(difference: number): boolean {
  return Number((difference * 100).toFixed(1)) === 0;
}

/**
 * What runs of one recipe over several seeds say together: how every network ended beside the plainly pruned one. Empty where no recipe
 * was run twice with different seeds.
 */
export function describeSeeds(results: readonly RunResult[]): string[] {
  const groups = [...groupByRecipe(results).values()].filter((runs) => runs.length > 1);
  return groups.flatMap((runs) => {
    const pooled = poolSeeds(runs);
    const pruned = pooled.find(({ name }) => name === 'pruned');
    if (pruned === undefined) return [];
    return pooled
      .filter(({ name }) => name !== 'pruned' && name !== 'base')
      .flatMap((network) => describeBySeed(network, pruned, 'accuracy') ?? [])
      .map((sentence) => (groups.length === 1 ? sentence : `${runs[0]?.name}: ${sentence}`));
  });
}

/** Runs that differ in nothing but their name and seeds. */
export function groupByRecipe(results: readonly RunResult[]): Map<string, RunResult[]> {
  return groupBy(results, ({ recipe, dataset, environment }) =>
    JSON.stringify([{ ...recipe, name: '', seed: 0, seeds: 1 }, dataset.hash, environment.device]),
  );
}

/** The outcomes of each network over all seeds of several runs; a seed that two of them have counts once. */
function poolSeeds(runs: readonly RunResult[]): Outcomes[] {
  const variants = runs.flatMap((run) => run.variants);
  return [...groupBy(variants, ({ name }) => name)].map(([name, alike]) => {
    const outcomes = alike.flatMap(({ seeds }) => seeds);
    return { name, seeds: [...new Map(outcomes.map((outcome) => [outcome.seed, outcome])).values()] };
  });
}
