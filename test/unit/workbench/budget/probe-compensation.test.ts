import { expect, it } from 'vitest';
import { createMatrixProducts } from '../../../../src-main/backend/onnxruntime/matrix-products.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { surveyGroups } from '../../../../src-main/pruning/coupled-groups.ts';
import { planPruning } from '../../../../src-main/pruning/plan.ts';
import { removeChannels } from '../../../../src-main/pruning/surgery.ts';
import { compensateNetwork } from '../../../../src-main/sketch/compensate-network.ts';
import { createLayerThreads } from '../../../../src-main/sketch/layer-threads.ts';
import { probeCompensation } from '../../../../src-main/workbench/budget/probe-compensation.ts';
import { parseRecipe, type CompensateRecipe } from '../../../../src-shared/recipe.ts';
import { PLAIN_PRUNING } from '../../../plain-pruning.ts';

const network = buildVgg16({ classes: 10, width: 0.5, seed: 1 });
const { groups } = surveyGroups(network);
const plan = planPruning(network, { ...PLAIN_PRUNING, ratio: 0.5 }, 1);

function sketchOf(settings: object): CompensateRecipe & { method: 'sketch' } {
  const [recipe] = parseRecipe({
    name: 'sketched',
    dataset: { kind: 'generated' },
    network: { kind: 'vgg16' },
    prune: { criterion: 'l1', ratio: 0.5 },
    compensate: { method: 'sketch', ...settings },
    train: { epochs: 1 },
  }).compensate;
  if (recipe?.method !== 'sketch') throw new Error('the recipe has no sketch');
  return recipe;
}

/** Seconds that a run takes for it. */
async function timeSketch(recipe: CompensateRecipe & { method: 'sketch' }): Promise<number> {
  const pruned = removeChannels(network, groups, plan);
  const products = await createMatrixProducts();
  const threads = createLayerThreads(products);
  const began = performance.now();
  await compensateNetwork(
    { original: network, pruned, groups, plan },
    recipe,
    products,
    () => undefined,
    threads.compensate,
  );
  const seconds = (performance.now() - began) / 1000;
  await threads.close();
  await products.release();
  return seconds;
}

it.each([{}, { carry: true }])(
  'tells what the sketches of a network take, side by side or one after another: %o',
  async (settings) => {
    const recipe = sketchOf(settings);
    const signal = new AbortController().signal;
    const estimate = await probeCompensation({ network, groups, plan }, recipe, 1000, 1e10, signal);
    const seconds = await timeSketch(recipe);
    expect(estimate).toBeGreaterThan(seconds / 3);
    expect(estimate).toBeLessThan(seconds * 3);
  },
  60_000,
);

it('stops soon where nobody waits any more (would catch a thread that sketches on)', async () => {
  const stopping = new AbortController();
  const probed = probeCompensation({ network, groups, plan }, sketchOf({}), 1000, 1e10, stopping.signal);
  setTimeout(() => stopping.abort(), 100);
  await expect(probed).rejects.toMatchObject({ code: 'interrupted' });
});
