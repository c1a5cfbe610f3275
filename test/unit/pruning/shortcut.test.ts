import { describe, expect, it } from 'vitest';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { planPruning } from '../../../src-main/pruning/plan.ts';
import { removeChannels } from '../../../src-main/pruning/surgery.ts';
import { shortcutSchema, type PruneRecipe } from '../../../src-shared/recipe.ts';
import type { PlannedLayer } from '../../../src-shared/result.ts';
import { PLAIN_PRUNING } from '../../plain-pruning.ts';
import { buildResidualNetwork, withScales } from '../../residual-network.ts';

/** At a threshold of 0.5 the stem keeps 0 and 1, the first block 1 to 3, the second 1, 3, 4 and 5. */
const SCALES = {
  stem: [0.9, 0.8, 0.1, 0.1, 0.2, 0.1],
  outer1: [0.3, 0.7, 0.9, 0.8, 0.1, 0.1],
  outer2: [0.1, 0.7, 0.2, 0.6, 0.8, 0.9],
  inner1: [0.9, 0.8, 0.7, 0.1, 0.1, 0.1],
  inner2: [0.1, 0.1, 0.1, 0.7, 0.8, 0.9],
};
/** 15 of the 30 scales are below the threshold. */
const RECIPE: PruneRecipe = { ...PLAIN_PRUNING, criterion: 'bn-scale', scope: 'global', ratio: 0.5 };
const graph = withScales(buildResidualNetwork({ channels: 6 }), SCALES);

function plan(changes: Partial<PruneRecipe>, network = graph): PlannedLayer[] {
  return planPruning(network, { ...RECIPE, ...changes }, 1);
}

function layerOf(planned: readonly PlannedLayer[], name: string): PlannedLayer {
  const found = planned.find(({ layer }) => layer === name);
  if (found === undefined) throw new Error(`no plan for ${name}`);
  return found;
}

describe('layers whose outputs are added', () => {
  it.each([
    [undefined, [0, 1, 2, 3, 4, 5]],
    ['union', [0, 1, 2, 3, 4, 5]],
    ['intersection', [1]],
    ['first', [0, 1]],
    ['skip', [0, 1, 2, 3, 4, 5]],
    ['sketch', [0, 1]],
    ['shared-sketch', [0, 1]],
  ] as const)('agree by %s on %j, and what lies between them stays for itself', (shortcut, keep) => {
    const planned = plan(shortcut === undefined ? {} : { shortcut });
    expect(planned.map(({ layer }) => layer)).toEqual(['stem', 'inner1', 'outer1', 'inner2', 'outer2']);
    for (const name of ['stem', 'outer1', 'outer2']) expect(layerOf(planned, name).keep).toEqual(keep);
    expect(layerOf(planned, 'inner1')).toEqual({ layer: 'inner1', originalChannels: 6, keep: [0, 1, 2] });
    expect(layerOf(planned, 'inner2').keep).toEqual([3, 4, 5]);
  });

  it('say what each would keep by itself, and which a sketch has to bring down', () => {
    const marks = (shortcut: PruneRecipe['shortcut']): (readonly [number | undefined, string | undefined])[] =>
      ['stem', 'outer1', 'outer2']
        .map((name) => layerOf(plan({ shortcut }), name))
        .map(({ ownKeep, sketched }) => [ownKeep, sketched] as const);
    expect(marks('sketch')).toEqual([
      [2, undefined],
      [3, 'own'],
      [4, 'own'],
    ]);
    expect(marks('shared-sketch')).toEqual([
      [2, 'shared'],
      [3, 'shared'],
      [4, 'shared'],
    ]);
    expect(marks('union')).toEqual([
      [2, undefined],
      [3, undefined],
      [4, undefined],
    ]);
  });

  it('round up by the channels that matter most to all of them together', () => {
    // Relative to their layers' means the scales of channel 0 sum to 3.26, of 3 to 3.02, of 2 to 2.50.
    expect(layerOf(plan({ shortcut: 'first', roundTo: 3 }), 'stem').keep).toEqual([0, 1, 3]);
    expect(layerOf(plan({ shortcut: 'intersection', minChannels: 2 }), 'outer2').keep).toEqual([0, 1]);
  });

  it('keep the least that the limits say where they agree on less, with a note', () => {
    const { keep, note } = layerOf(plan({ shortcut: 'intersection', minChannels: 2 }), 'outer1');
    expect(keep).toHaveLength(2);
    expect(note).toBe('would have lost all but 1 of its channels; kept at the minimum of 2');
  });

  it('keep a share of their channels at least, the whole ones of it (SlimYOLOv3)', () => {
    const counts = plan({ ratio: 0.9, minShare: 0.35, shortcut: 'sketch' }).map(({ keep }) => keep.length);
    expect(counts).toEqual([2, 2, 2, 2, 2]);
  });

  it('all stay where one is excluded, and the others say why', () => {
    const planned = plan({ exclude: ['outer1'] });
    expect(layerOf(planned, 'outer1').note).toBeUndefined();
    expect(layerOf(planned, 'stem')).toMatchObject({
      keep: [0, 1, 2, 3, 4, 5],
      note: 'keeps all its channels: they go together with those of "outer1", which is excluded',
    });
  });

  it('go with the one that a map of layers names', () => {
    const planned = plan({ ratio: undefined, layers: { outer2: 0.5 }, shortcut: 'union' });
    for (const name of ['stem', 'outer1', 'outer2']) expect(layerOf(planned, name).keep).toEqual([1, 4, 5]);
    expect(layerOf(planned, 'inner1').keep).toHaveLength(6);
  });

  it('go with those that have a batch normalisation where one has none', () => {
    const network = withScales(buildResidualNetwork({ channels: 6, lastBatchNorm: false }), {
      stem: SCALES.stem,
      outer1: SCALES.outer1,
    });
    const { keep, ownKeep, sketched } = layerOf(plan({ scope: 'uniform', shortcut: 'sketch' }, network), 'outer2');
    expect(keep).toEqual([0, 1, 4]);
    expect([ownKeep, sketched]).toEqual([undefined, 'own']);
  });
});

describe('a target', () => {
  it.each(shortcutSchema.options.filter((shortcut) => shortcut !== 'skip'))('is met with shortcut %s', (shortcut) => {
    const network = buildResidualNetwork({ channels: 24, kernel: 3 });
    const { groups } = surveyGroups(network);
    const base = measureCost(network).parameters;
    for (const target of [0.6, 0.25, 0.1]) {
      const recipe = { criterion: 'l1', scope: 'uniform', ratio: undefined, target: { parameters: target } } as const;
      const planned = plan({ ...recipe, shortcut }, network);
      const share = measureCost(removeChannels(network, groups, planned)).parameters / base;
      expect(share).toBeLessThanOrEqual(target);
      expect(share).toBeGreaterThan(target * 0.7);
    }
  });

  it('that shortcuts left whole put out of reach is refused with their name', () => {
    const network = buildResidualNetwork({ channels: 24, kernel: 3 });
    const planning = (): unknown => plan({ shortcut: 'skip', ratio: undefined, target: { parameters: 0.05 } }, network);
    expect(planning).toThrow(/out of reach; with "minChannels" 1 and "shortcut" skip the smallest network has/);
  });
});
