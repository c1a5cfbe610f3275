import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import { withWeights, type Graph } from '../../../src-main/graph/graph.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { scoreFilters } from '../../../src-main/pruning/criteria.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../../src-main/pruning/surgery.ts';
import { createRandom } from '../../../src-shared/random.ts';
import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../../src-shared/result.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { buildSmallNetwork } from '../../small-network.ts';

/** Three convolutions of 8, 8 and 16 channels with batch normalisation. */
const graph = buildSmallNetwork({
  layers: [8, 8, 16].map((channels) => ({ channels, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' })),
  side: 4,
  classes: 3,
  transposed: true,
  seed: 1,
});

function plan(changes: Partial<PruneRecipe>, network: Graph = graph): PlannedLayer[] {
  return planPruning(network, { ...PLAIN_PRUNING, ...changes }, 1);
}

function counts(planned: readonly PlannedLayer[]): number[] {
  return planned.map(({ keep }) => keep.length);
}

/** The network with these batch normalisation scales, layer by layer. */
function withScales(network: Graph, scales: readonly (readonly number[])[]): Graph {
  return withWeights(
    network,
    scales.map((values, index) => [`conv${index + 1}.bn.scale`, floatTensor([values.length], values)] as const),
  );
}

describe('planPruning, uniform', () => {
  it('removes the same share of every layer, the least important first, and lists what stays in ascending order', () => {
    const scales = [
      [8, 1, 7, 2, 6, 3, 5, 4],
      [1, 2, 3, 4, 5, 6, 7, 8],
      Array.from({ length: 16 }, (_, index) => 16 - index),
    ];
    const planned = plan({ criterion: 'bn-scale', ratio: 0.5 }, withScales(graph, scales));
    expect(planned).toEqual([
      { layer: 'conv1', originalChannels: 8, keep: [0, 2, 4, 6] },
      { layer: 'conv2', originalChannels: 8, keep: [4, 5, 6, 7] },
      { layer: 'conv3', originalChannels: 16, keep: [0, 1, 2, 3, 4, 5, 6, 7] },
    ]);
  });

  it('keeps everything at ratio 0', () => expect(counts(plan({ ratio: 0 }))).toEqual([8, 8, 16]));

  it('leaves excluded layers whole', () => {
    expect(counts(plan({ ratio: 0.5, exclude: ['conv2'] }))).toEqual([4, 8, 8]);
  });

  it('keeps at least minChannels and says so: catches a layer pruned to nothing', () => {
    const planned = plan({ ratio: 0.99, minChannels: 3 });
    expect(counts(planned)).toEqual([3, 3, 3]);
    for (const { note } of planned) expect(note).toBe('would have lost all its channels; kept at the minimum of 3');
    expect(plan({ ratio: 0.75, minChannels: 3 })[0]?.note).toContain('all but 2 of its channels');
  });

  it('has no more channels to keep than there are, whatever minChannels and roundTo say', () => {
    expect(counts(plan({ ratio: 0.5, minChannels: 100 }))).toEqual([8, 8, 16]);
    expect(counts(plan({ ratio: 0.5, roundTo: 12 }))).toEqual([8, 8, 12]);
  });

  it('rounds up to a multiple of roundTo', () => expect(counts(plan({ ratio: 0.7, roundTo: 4 }))).toEqual([4, 4, 8]));
});

describe('planPruning, global', () => {
  it("is Network Slimming's threshold: the lowest scales of all layers go, wherever they are", () => {
    const scales = [
      [0.9, 0.01, 0.8, 0.02, 0.7, 0.6, 0.5, 0.4],
      [0.03, 0.95, 0.04, 0.05, 0.06, 0.85, 0.75, 0.65],
      Array.from({ length: 16 }, (_, index) => (index < 10 ? 0.001 * (index + 1) : 0.3 + index / 100)),
    ];
    const ratio = 0.5;
    const planned = plan({ criterion: 'bn-scale', scope: 'global', ratio }, withScales(graph, scales));
    const all = scales.flat().sort((a, b) => a - b);
    const threshold = all[Math.floor(all.length * ratio)] ?? NaN;
    expect(planned.map(({ keep }) => keep)).toEqual(
      scales.map((values) => values.flatMap((value, channel) => (value >= threshold ? [channel] : []))),
    );
  });

  it('keeps a layer that would lose all its channels at the minimum and says so', () => {
    const scales = [new Array<number>(8).fill(0.001), new Array<number>(8).fill(1), new Array<number>(16).fill(1)];
    const planned = plan(
      { criterion: 'bn-scale', scope: 'global', ratio: 0.25, minChannels: 2 },
      withScales(graph, scales),
    );
    expect(counts(planned)).toEqual([2, 8, 16]);
    expect(planned[0]).toMatchObject({
      keep: [0, 1],
      note: 'would have lost all its channels; kept at the minimum of 2',
    });
    expect(planned[1]?.note).toBeUndefined();
  });

  it('makes norms of filters of different length comparable: catches a first layer that always goes first', () => {
    const planned = plan({ criterion: 'l1', scope: 'global', ratio: 0.5 });
    for (const { keep, originalChannels } of planned) {
      expect(keep.length).toBeGreaterThan(0);
      expect(keep.length).toBeLessThan(originalChannels);
    }
  });
});

describe('planPruning, a map of layers', () => {
  it('prunes the layers named, each by its ratio, and leaves the others', () => {
    expect(counts(plan({ layers: { conv1: 0.25, conv3: 0.75 } }))).toEqual([6, 8, 4]);
  });

  it('needs scores only of the layers named: catches bn-scale refused over a layer that stays', () => {
    const mixed = buildSmallNetwork({
      layers: [true, false].map((batchNorm) => ({
        channels: 4,
        kernel: 1,
        batchNorm,
        activation: 'Relu',
        pool: 'none',
      })),
      side: 4,
      classes: 2,
      transposed: true,
      seed: 1,
    });
    expect(counts(plan({ criterion: 'bn-scale', layers: { conv1: 0.5 } }, mixed))).toEqual([2, 4]);
    expect(counts(plan({ criterion: 'bn-scale', ratio: 0.5, exclude: ['conv2'] }, mixed))).toEqual([2, 4]);
  });

  it.each([{ layers: { conv9: 0.5 } }, { ratio: 0.5, exclude: ['conv9'] }])(
    'names an unknown layer and the known ones: %j',
    (changes) => {
      expect(() => plan(changes)).toThrow(expect.objectContaining({ code: 'bad-recipe' }));
      expect(() => plan(changes)).toThrow(/names "conv9"; the layers to choose from are conv1, conv2, conv3/);
    },
  );
});

describe('planPruning, a target', () => {
  const network = buildVgg16({ classes: 10, width: 0.0625, seed: 3 });
  const { groups } = surveyGroups(network);
  const base = measureCost(network);
  const shareOf = (planned: readonly PlannedLayer[], measure: 'parameters' | 'macs'): number =>
    measureCost(removeChannels(network, groups, planned))[measure] / base[measure];

  it.each<[PruneRecipe['scope'], 'parameters' | 'macs', number]>([
    ['uniform', 'parameters', 0.25],
    ['uniform', 'macs', 0.5],
    ['global', 'parameters', 0.3],
    ['global', 'macs', 0.4],
  ])('%s, %s: the largest network that is small enough', (scope, measure, share) => {
    const target = measure === 'macs' ? { macs: share } : { parameters: share };
    const planned = plan({ scope, target, minChannels: 2 }, network);
    const kept = counts(planned).reduce((sum, count) => sum + count, 0);
    expect(shareOf(planned, measure)).toBeLessThanOrEqual(share);
    let ratio = 0;
    let larger = planned;
    for (let candidate = 0.9; candidate >= 0 && larger === planned; candidate -= 1 / 264) {
      const other = plan({ scope, ratio: candidate, minChannels: 2 }, network);
      if (counts(other).reduce((sum, count) => sum + count, 0) > kept) [ratio, larger] = [candidate, other];
    }
    expect(ratio).toBeGreaterThan(0);
    expect(shareOf(larger, measure)).toBeGreaterThan(share);
  });

  it('out of reach: says what can be reached', () => {
    const planning = (): unknown => plan({ target: { parameters: 0.01 }, minChannels: 8 }, network);
    expect(planning).toThrow(expect.objectContaining({ code: 'bad-recipe' }));
    expect(planning).toThrow(/"prune.target": 0.01 of the parameters is out of reach; with "minChannels" 8/);
  });
});

describe('planPruning, in steps of latency', () => {
  const network = buildVgg16({ classes: 10, width: 0.25, seed: 3 });
  const { groups } = surveyGroups(network);
  const treads = new Map(
    groups.map(({ name, channels }) => [name, [8, 16, 32, 48, 80, 112, 128].filter((tread) => tread <= channels)]),
  );
  const planWith = (changes: Partial<PruneRecipe>, given = treads): PlannedLayer[] =>
    planPruning(network, { ...PLAIN_PRUNING, roundTo: 'latency', ...changes }, 1, scoreFilters, given);
  const shareOf = (planned: readonly PlannedLayer[]): number =>
    measureCost(removeChannels(network, groups, planned)).parameters / measureCost(network).parameters;

  it('keeps the most important channels of a layer whose number is rounded down', () => {
    const rounded = planWith({ ratio: 0.3 });
    const exact = plan({ ratio: 0.3 }, network);
    expect(counts(rounded)).toEqual([8, 8, 16, 16, 48, 48, 48, 80, 80, 80, 80, 80, 80]);
    expect(rounded[7]?.keep).toHaveLength(80);
    for (const [index, { keep }] of rounded.entries()) {
      const [fewer, more] = [keep, exact[index]?.keep ?? []].sort((one, other) => one.length - other.length);
      expect(more).toEqual(expect.arrayContaining([...(fewer ?? [])]));
    }
  });

  it.each(['uniform', 'global'] as const)('%s: every layer on a tread, and never more than the target', (scope) => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 0.9, noNaN: true }), (parameters) => {
        const planned = planWith({ scope, target: { parameters } });
        expect(shareOf(planned)).toBeLessThanOrEqual(parameters);
        for (const { layer, keep } of planned) expect(treads.get(layer)).toContain(keep.length);
      }),
      { numRuns: 10 },
    );
  });

  it('uses the target up, though one ratio takes many layers from tread to tread at once', () => {
    const target = { parameters: 0.35 };
    const planned = planWith({ target });
    for (const [index, { layer, keep }] of planned.entries()) {
      const next = treads.get(layer)?.find((tread) => tread > keep.length);
      if (next === undefined) continue;
      const more = Array.from({ length: next }, (_, channel) => channel);
      const larger = planned.map((one, other) => (other === index ? { ...one, keep: more } : one));
      const isRaised = Math.max(...counts(planned).slice(7)) > keep.length;
      if (index >= 7 && isRaised) expect(shareOf(larger)).toBeGreaterThan(target.parameters);
    }
    expect(shareOf(planned)).toBeGreaterThan(0.3);
  });

  it('lets the target go before the treads where both can not be had', () => {
    const whole = new Map(groups.map(({ name, channels }) => [name, [channels]]));
    const planned = planWith({ target: { parameters: 0.3 } }, whole);
    expect(shareOf(planned)).toBeLessThanOrEqual(0.3);
    expect(shareOf(planned)).toBeGreaterThan(0.25);
  });
});

describe('planPruning, any recipe', () => {
  it('keeps ascending, distinct, existing channels, between the limits, and the same again', () => {
    const recipes = fc.record({
      criterion: fc.constantFrom('l1', 'l2', 'geometric-median', 'bn-scale', 'random'),
      scope: fc.constantFrom('uniform', 'global'),
      ratio: fc.double({ min: 0, max: 0.999, noNaN: true }),
      minChannels: fc.integer({ min: 1, max: 10 }),
      roundTo: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(recipes, fc.nat(), (recipe, seed) => {
        const scales = [8, 8, 16].map((count) => {
          const random = createRandom(seed, count);
          return Array.from({ length: count }, () => Math.round(random.normal() * 4));
        });
        const planned = plan(recipe, withScales(graph, scales));
        expect(plan(recipe, withScales(graph, scales))).toEqual(planned);
        for (const { keep, originalChannels } of planned) {
          expect(keep).toEqual([...new Set(keep)].sort((a, b) => a - b));
          expect(keep.length).toBeGreaterThanOrEqual(Math.min(recipe.minChannels, originalChannels));
          expect(keep.length % recipe.roundTo === 0 || keep.length === originalChannels).toBe(true);
          for (const channel of keep) expect(channel >= 0 && channel < originalChannels).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
