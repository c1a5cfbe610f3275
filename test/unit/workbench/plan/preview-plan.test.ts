import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMatrixProducts } from '../../../../src-main/backend/onnxruntime/matrix-products.ts';
import { createBackend } from '../../../../src-main/backend/create-backend.ts';
import { measureLatencySteps, treadsOf } from '../../../../src-main/engine/latency-steps.ts';
import { openStageStore } from '../../../../src-main/engine/stage-store.ts';
import { measureCost } from '../../../../src-main/evaluation/cost.ts';
import type { Graph } from '../../../../src-main/graph/graph.ts';
import { encodeOnnx } from '../../../../src-main/graph/onnx-writer.ts';
import { planPruning } from '../../../../src-main/pruning/plan.ts';
import { surveyGroups } from '../../../../src-main/pruning/coupled-groups.ts';
import { removeChannels } from '../../../../src-main/pruning/surgery.ts';
import { compensateNetwork } from '../../../../src-main/sketch/compensate-network.ts';
import { createBench } from '../../../../src-main/workbench/bench.ts';
import { previewPlan } from '../../../../src-main/workbench/plan/preview-plan.ts';
import type { Certificate } from '../../../../src-shared/result.ts';
import { parseRecipe, type Recipe } from '../../../../src-shared/recipe.ts';
import { buildResidualNetwork } from '../../../residual-network.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';

const network = buildVgg16({ classes: 10, width: 0.1, seed: 7 });
const idle = new AbortController().signal;

function recipeOf(prune: object, compensate: readonly object[] = [], graph: Graph = network): Recipe {
  const path = join(temporaryFolder(), 'network.onnx');
  writeFileSync(path, encodeOnnx(graph));
  return parseRecipe({
    name: 'preview',
    device: 'cpu',
    dataset: { kind: 'generated', train: 200, test: 100 },
    network: { kind: 'onnx', path },
    prune: { criterion: 'l1', ...prune },
    compensate,
  });
}

function withoutTime(certificate: Certificate): Certificate {
  return { ...certificate, milliseconds: 0, productShare: 0 };
}

describe('previewPlan', () => {
  it('tells what surgery comes to, layer by layer and in all', async () => {
    const recipe = recipeOf({ ratio: 0.45, minChannels: 3, exclude: ['conv2_1'] });
    const preview = await previewPlan(createBench(), { recipe, certificates: true, home: temporaryFolder() }, idle);
    const { groups } = surveyGroups(network);
    if (recipe.prune === undefined) throw new Error('the recipe prunes nothing');
    const plan = planPruning(network, recipe.prune, recipe.seed);
    const pruned = measureCost(removeChannels(network, groups, plan));
    expect(preview.basis).toBe('file');
    expect(preview.base).toEqual({ parameters: measureCost(network).parameters, macs: measureCost(network).macs });
    expect(preview.pruned).toEqual({ parameters: pruned.parameters, macs: pruned.macs });
    expect(preview.layers.map(({ layer, keep }) => ({ layer, keep }))).toEqual(
      plan.map(({ layer, keep }) => ({ layer, keep })),
    );
    const conv = pruned.layers.find(({ name }) => name === 'conv3_2');
    expect(preview.layers.find(({ layer }) => layer === 'conv3_2')?.macsAfter).toBe(conv?.macs);
    const excluded = preview.layers.find(({ layer }) => layer === 'conv2_1');
    expect(excluded?.keep).toHaveLength(excluded?.channels ?? 0);
    expect(preview.smallest.parameters).toBeLessThan(preview.pruned.parameters);
  });

  it('is rounded to the steps of latency that a run has measured, and says where none has', async () => {
    const recipe = recipeOf({ ratio: 0.45, roundTo: 'latency' });
    const home = temporaryFolder();
    const before = await previewPlan(createBench(), { recipe, certificates: false, home }, idle);
    expect(before.steps).toBe('unmeasured');
    const question = { network, backend: await createBackend('cpu'), batchSize: 1 };
    const measured = await measureLatencySteps(question, openStageStore(home), () => undefined);
    const treads = treadsOf(measured);
    const after = await previewPlan(createBench(), { recipe, certificates: false, home }, idle);
    expect(after.steps).toMatchObject({ measuredAt: measured.measuredAt, timed: treads.size });
    for (const { layer, keep } of after.layers) {
      const allowed = treads.get(layer) ?? [];
      expect(allowed.length === 0 || allowed.includes(keep.length)).toBe(true);
    }
  }, 60_000);

  it('gives the smallest network that the guards allow: what the largest ratio comes to', async () => {
    const guards = { minChannels: 3, roundTo: 2, exclude: ['conv5_3'] };
    const home = temporaryFolder();
    const some = await previewPlan(
      createBench(),
      { recipe: recipeOf({ ratio: 0.2, ...guards }), certificates: false, home },
      idle,
    );
    const most = await previewPlan(
      createBench(),
      { recipe: recipeOf({ ratio: 0.999, ...guards }), certificates: false, home },
      idle,
    );
    expect(some.smallest).toEqual(most.pruned);
    expect(most.layers.find(({ layer }) => layer === 'conv1_1')).toMatchObject({
      note: expect.stringMatching(/minimum of 4/),
    });
  });

  it('certifies sketches as the compensation itself does, also those that share a layer’s decomposition', async () => {
    const compensate = [
      { method: 'sketch' },
      { method: 'sketch', align: 'none', alpha: 0.5 },
      { method: 'sketch', solver: 'svd' },
      { method: 'sketch', solver: 'liberty-2013', scale: 'kept' },
      { method: 'sketch', solver: 'fast-frequent-directions', scale: 'unit' },
      { method: 'sketch', carry: true },
      { method: 'merge' },
    ];
    const recipe = recipeOf({ ratio: 0.4 }, compensate);
    const bench = createBench();
    const preview = await previewPlan(bench, { recipe, certificates: true, home: temporaryFolder() }, idle);
    const { groups } = surveyGroups(network);
    if (recipe.prune === undefined) throw new Error('the recipe prunes nothing');
    const plan = planPruning(network, recipe.prune, recipe.seed);
    const input = { original: network, pruned: removeChannels(network, groups, plan), groups, plan };
    const products = await createMatrixProducts();
    for (const [index, compensation] of recipe.compensate.entries()) {
      if (compensation.method === 'refit') throw new Error('not in this recipe');
      const expected = await compensateNetwork(input, compensation, products, () => undefined);
      const previewed = preview.compensations[index]?.certificates ?? [];
      expect(previewed.map(withoutTime)).toEqual(expected.certificates.map(withoutTime));
    }
    await products.release();
    expect(preview.compensations[0]?.certificates.length).toBeGreaterThan(5);
    expect(preview.compensations[1]?.certificates).toEqual([]);
    const again = await previewPlan(bench, { recipe, certificates: true, home: temporaryFolder() }, idle);
    expect(again.compensations).toEqual(preview.compensations);
  });

  it.each(['sketch', 'shared-sketch'] as const)(
    'certifies the sketches that bring a shortcut’s layers down: %s',
    async (shortcut) => {
      const residual = buildResidualNetwork({ channels: 24, kernel: 3, side: 32, classes: 10 });
      const recipe = recipeOf({ ratio: 0.4, scope: 'global', shortcut }, [{ method: 'sketch', alpha: 0.95 }], residual);
      const input = { recipe, certificates: true, home: temporaryFolder() };
      const preview = await previewPlan(createBench(), input, idle);
      if (recipe.prune === undefined) throw new Error('the recipe prunes nothing');
      const { groups } = surveyGroups(residual);
      const plan = planPruning(residual, recipe.prune, recipe.seed);
      const pruning = { original: residual, pruned: removeChannels(residual, groups, plan), groups, plan };
      const products = await createMatrixProducts();
      const sketch = { method: 'sketch', alpha: 0.95, solver: 'frequent-directions', align: 'procrustes' } as const;
      const expected = await compensateNetwork(
        pruning,
        { ...sketch, scale: 'none', carry: false },
        products,
        () => undefined,
      );
      await products.release();
      const previewed = preview.compensations[0]?.certificates ?? [];
      expect(previewed.length).toBeGreaterThan(0);
      expect(previewed.map(withoutTime)).toEqual(expected.certificates.map(withoutTime));
    },
  );

  it('stops certifying once it is overtaken', async () => {
    const stopping = new AbortController();
    stopping.abort();
    const recipe = recipeOf({ ratio: 0.4 }, [{ method: 'sketch' }]);
    const input = { recipe, certificates: true, home: temporaryFolder() };
    await expect(previewPlan(createBench(), input, stopping.signal)).rejects.toMatchObject({ code: 'interrupted' });
  });
});
