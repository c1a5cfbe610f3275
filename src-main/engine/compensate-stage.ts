import type { CompensateRecipe } from '../../src-shared/recipe.ts';
import { certificateSchema } from '../../src-shared/result-schema.ts';
import type { Certificate } from '../../src-shared/result.ts';
import { z } from 'zod';
import { createMatrixProducts } from '../backend/onnxruntime/matrix-products.ts';
import { createLayerThreads } from '../sketch/layer-threads.ts';
import { compensate, refitOf } from './compensate.ts';
import type { PrunedNetwork } from './prune-stage.ts';
import { note, runStage, type RunContext } from './run-context.ts';
import { stageKey } from './stage-store.ts';
import type { StagedNetwork } from './training-stage.ts';

/** The paper's compensation of a pruned network. */
export async function compensateStage(
  context: RunContext,
  variant: string,
  { network: pruned, key: start, original, groups, plan }: PrunedNetwork,
  recipe: CompensateRecipe,
): Promise<{ staged: StagedNetwork; certificates: readonly Certificate[] }> {
  const { backend, dataset, seed } = context;
  // Weights alone decide, unless training images have a say.
  const data =
    refitOf(recipe) === undefined
      ? {}
      : { seed, dataset: dataset.hash, device: backend.device, engine: backend.engine };
  const key = stageKey({ kind: 'compensate', start, recipe, ...data });
  const recordSchema = z.strictObject({
    certificates: z.array(certificateSchema),
    notes: z.array(z.string()).default([]),
  });
  return runStage(context, 'compensate', variant, async () => {
    const report = (certificate: Certificate): void => {
      context.emit({ event: 'certificate', variant, seed, certificate });
    };
    const warn = (notes: readonly string[]): void => {
      for (const one of notes) note(context, 'warning', `${variant}: ${one}`);
    };
    const known = await context.stages.find(key, recordSchema);
    if (known !== undefined) {
      const { certificates, notes } = known.record;
      certificates.forEach(report);
      warn(notes);
      return { value: { staged: { network: known.network, key }, certificates }, reused: true };
    }
    const products = await createMatrixProducts();
    const threads = createLayerThreads(products);
    try {
      const { network, certificates, notes } = await compensate(
        { original, pruned, groups, plan },
        recipe,
        context,
        seed,
        { products, threads },
        report,
      );
      if (recipe.method === 'sketch' && certificates.length === 0) {
        note(context, 'warning', `no layer's pruning ratio is above alpha ${recipe.alpha}: nothing is compensated`);
      }
      warn(notes);
      await context.stages.save(key, network, { certificates, notes });
      return { value: { staged: { network, key }, certificates }, reused: false };
    } finally {
      await threads.close();
      await products.release();
    }
  });
}
