import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeOnnx } from '../../src-main/graph/onnx-writer.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import type { RunEvent } from '../../src-shared/event.ts';
import { plannedStages, variantNames } from '../../src-shared/planned-stages.ts';
import { parseRecipe, type Recipe } from '../../src-shared/recipe.ts';
import type { RunResult, SeedOutcome } from '../../src-shared/result.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const names = ['base', 'pruned', 'random', 'scratch', 'sketch'];
const recipe = parseRecipe({
  ...tinyRecipe,
  train: { ...tinyRecipe.train, epochs: 1 },
  finetune: { epochs: 1 },
  seeds: 2,
  controls: ['uncompensated', 'random', 'scratch'],
  export: ['onnx'],
});

async function run(home: string, given: Recipe): Promise<{ result: RunResult; events: RunEvent[] }> {
  const host = createHost(home);
  onTestFinished(() => {
    host.close();
  });
  const events: RunEvent[] = [];
  const result = await host.run(given, { onEvent: (event) => events.push(event) });
  return { result, events };
}

/** What has to be the same whenever the same seed of the same recipe is carried out, by network. */
function outcomesOf(result: RunResult, seed: number): Record<string, SeedOutcome | undefined> {
  return Object.fromEntries(result.variants.map(({ name, seeds }) => [name, seeds.find((one) => one.seed === seed)]));
}

function lossesOf(result: RunResult, seed: number): number[] {
  return result.epochs.filter((epoch) => epoch.seed === seed).map(({ trainLoss }) => trainLoss);
}

function hashesOf(result: RunResult): string[] {
  return result.variants.flatMap(({ files }) => files.map(({ sha256 }) => sha256));
}

describe('a recipe with two seeds and all controls', () => {
  it('gives every network an outcome a seed, and is, seed by seed, what the seed alone gives: bit for bit, by the same stages', async () => {
    const home = temporaryFolder();
    const { result, events } = await run(home, recipe);
    expect(result.variants.map(({ name }) => name)).toEqual(names);
    expect(result.variants.map(({ seeds }) => seeds.map(({ seed }) => seed))).toEqual(names.map(() => [1, 2]));
    expect(lossesOf(result, 1)).toHaveLength(1 + 4);
    // Would catch one seed carried out twice.
    expect(lossesOf(result, 2)).not.toEqual(lossesOf(result, 1));
    for (const { name, seeds, accuracy, loss } of result.variants) {
      const [first, second] = seeds;
      expect(first?.loss, name).not.toBe(second?.loss);
      expect(accuracy).toBeCloseTo(((first?.accuracy ?? 0) + (second?.accuracy ?? 0)) / 2, 12);
      expect(loss).toBeCloseTo(((first?.loss ?? 0) + (second?.loss ?? 0)) / 2, 12);
    }
    const [, pruned, ...others] = result.variants;
    for (const { parameters, macs } of others) {
      expect([parameters, macs]).toEqual([pruned?.parameters, pruned?.macs]);
    }
    // Would catch a control that is the pruned network under another name.
    const finals = result.variants.map(({ seeds }) => seeds[0]?.loss);
    expect(new Set(finals).size).toBe(names.length);

    // All stages of a seed, then the next seed's; what is exported is the first seed's.
    const order = events.flatMap((event) => (event.event === 'stage-end' ? [event.seed] : []));
    expect(order).toEqual([...order.slice(0, -1).sort((a, b) => a - b), 1]);
    expect(events.filter(({ event }) => event === 'artifact')).toHaveLength(names.length);

    // What a front shows as to come is what comes.
    const begun = events.flatMap(({ event, ...rest }) => (event === 'stage-start' ? [rest] : []));
    expect(begun).toEqual(plannedStages(recipe));
    expect(variantNames(recipe)).toEqual(names);

    const alone = await run(home, { ...recipe, seed: 2, seeds: 1 });
    expect(outcomesOf(alone.result, 2)).toEqual(outcomesOf(result, 2));
    expect(lossesOf(alone.result, 2)).toEqual(lossesOf(result, 2));
    const repeated = alone.events.flatMap((event) =>
      event.event === 'stage-end' && !event.reused ? [event.stage] : [],
    );
    // Only what is not kept: measuring, and the surgery itself.
    expect(new Set(repeated)).toEqual(new Set(['evaluate', 'prune', 'export']));

    const elsewhere = await run(temporaryFolder(), { ...recipe, seed: 2, seeds: 1 });
    expect(outcomesOf(elsewhere.result, 2)).toEqual(outcomesOf(result, 2));
    expect(lossesOf(elsewhere.result, 2)).toEqual(lossesOf(result, 2));
    expect(hashesOf(elsewhere.result)).toEqual(hashesOf(alone.result));
    expect(hashesOf(elsewhere.result)).not.toEqual(hashesOf(result));
  });

  it('gives an imported network the same weights for every seed, and another order of the data', async () => {
    const home = temporaryFolder();
    const path = join(home, 'given.onnx');
    writeFileSync(path, encodeOnnx(buildVgg16({ classes: 10, width: 0.0625, seed: 9 })));
    const imported = parseRecipe({ ...recipe, network: { kind: 'onnx', path }, train: undefined, compensate: [] });
    const { result } = await run(home, imported);
    const [base, pruned, random, scratch] = result.variants.map(({ seeds }) => seeds);
    expect(base?.[0]?.loss).toBe(base?.[1]?.loss);
    for (const seeds of [pruned, random, scratch]) expect(seeds?.[0]?.loss).not.toBe(seeds?.[1]?.loss);
  });
});
