import { z } from 'zod';
import { recalibrateBatchNorm } from '../training/recalibrate.ts';
import { runStage, type RunContext } from './run-context.ts';
import { stageKey } from './stage-store.ts';
import type { StagedNetwork } from './training-stage.ts';

/** Batch-normalisation statistics anew, from training images, after surgery or compensation. */
export async function recalibrateStage(
  context: RunContext,
  variant: string,
  start: StagedNetwork,
): Promise<StagedNetwork> {
  const { backend, loader, recipe, dataset, stages, seed } = context;
  const images = Math.min(recipe.recalibrate.images, dataset.train.count);
  const key = stageKey({
    kind: 'recalibrate',
    start: start.key,
    images,
    seed,
    dataset: dataset.hash,
    device: backend.device,
    engine: backend.engine,
  });
  return runStage(context, 'recalibrate', variant, async () => {
    const known = await stages.find(key, z.strictObject({}));
    if (known !== undefined) return { value: { network: known.network, key }, reused: true };
    const network = await recalibrateBatchNorm(start.network, { backend, loader, images, seed });
    await stages.save(key, network, {});
    return { value: { network, key }, reused: false };
  });
}
