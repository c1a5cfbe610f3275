import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildNetwork } from '../../../../src-main/engine/build-network.ts';
import { measureOf } from '../../../../src-main/evaluation/evaluate-network.ts';
import { encodeOnnx } from '../../../../src-main/graph/onnx-writer.ts';
import { createBench, type Bench } from '../../../../src-main/workbench/bench.ts';
import { compareDetections } from '../../../../src-main/workbench/predictions/compare-detections.ts';
import { comparePredictions } from '../../../../src-main/workbench/predictions/compare-predictions.ts';
import type { TaskInput } from '../../../../src-main/workbench/tasks.ts';
import { parseRecipe } from '../../../../src-shared/recipe.ts';
import { runResultSchema } from '../../../../src-shared/result-schema.ts';
import type { VariantResult } from '../../../../src-shared/result.ts';
import { sampleResult, sampleVariant } from '../../../sample-result.ts';

/** What untrained networks say is never likely. */
const asked = { examples: 5, confidence: 0.06 };

describe('what detectors find beside each other', () => {
  const bench: Bench = createBench();
  const recipe = parseRecipe({
    name: 'scenes',
    dataset: { kind: 'generated-scenes', train: 10, test: 12, size: 64 },
    network: { kind: 'centernet', width: 0.0625 },
    train: { epochs: 1 },
  });
  const folder = mkdtempSync(join(tmpdir(), 'espalier-test-'));
  let result: TaskInput<'compare-detections'>['result'];

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    const dataset = await bench.dataset(recipe.dataset);
    async function exported(name: string, seed: number): Promise<VariantResult> {
      const { network } = await buildNetwork(recipe.network, { ...dataset, classes: dataset.classes.length }, seed);
      const bytes = encodeOnnx(network);
      const path = join(folder, `${name}.onnx`);
      writeFileSync(path, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return sampleVariant(name, { files: [{ format: 'onnx', path, bytes: bytes.length, sha256 }] });
    }
    const { name, hash, train, test, classes } = dataset;
    const made = sampleResult({
      recipe,
      dataset: { name, hash, train: train.count, test: test.count, classes },
      // The paper's protocol leaves out boxes as small as an untrained network's.
      measure: measureOf(dataset, { protocol: 'class-mean' }),
      variants: await Promise.all([exported('base', 1), exported('pruned', 2), exported('same', 1)]),
    });
    result = runResultSchema.parse(made);
  });

  it('are the images on which more mistakes are made first, with boxes of both in pixels of the image', async () => {
    const compared = await compareDetections(bench, { result, variant: 'pruned', ...asked });
    expect(compared).toMatchObject({ images: 12, confidence: 0.06, leastConfidence: 0.05 });
    expect(compared.examples).toHaveLength(5);
    expect(compared.examples.some(({ base, variant }) => base.length + variant.length > 0)).toBe(true);
    const damages = compared.examples.map(({ damage }) => damage);
    expect(damages).toEqual(damages.toSorted((one, other) => other - one));
    for (const { image, height, width, base, variant } of compared.examples) {
      expect(await sharp(Buffer.from(image, 'base64')).metadata()).toMatchObject({ height, width });
      for (const box of [...base, ...variant]) {
        expect(box.left + box.width).toBeLessThanOrEqual(width + 1e-6);
        expect(box.score).toBeGreaterThanOrEqual(0.05);
      }
    }
  });

  it('differ in nothing where the networks are the same', async () => {
    const { examples } = await compareDetections(bench, { result, variant: 'same', ...asked });
    for (const one of examples) {
      expect(one.variant).toEqual(one.base);
      expect([one.lost, one.gained, one.newFalse, one.goneFalse, one.damage]).toEqual([0, 0, 0, 0, 0]);
    }
  });

  it('are counted at no less than 0.25 where nothing is asked, whatever lower confidence the protocol has', async () => {
    const { protocol, confidence } = await compareDetections(bench, { result, variant: 'same', examples: 0 });
    expect([protocol.confidence, confidence]).toEqual([0.01, 0.25]);
  });

  it('say that the data set is another one than the run’s', async () => {
    const changed = { ...result, dataset: { ...result.dataset, hash: 'other' } };
    await expect(compareDetections(bench, { result: changed, variant: 'same', ...asked })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/has changed since run/),
    });
  });

  it('are no predicted classes', async () => {
    await expect(comparePredictions(bench, { result, variant: 'same', examples: 1 })).rejects.toMatchObject({
      code: 'bad-usage',
    });
  });
});
