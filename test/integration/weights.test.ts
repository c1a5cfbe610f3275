import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeOnnx } from '../../src-main/graph/onnx-reader.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { encodeSafetensors } from '../../src-main/weights/safetensors.ts';
import type { RunEvent } from '../../src-shared/event.ts';
import { parseRecipe } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { tinyRecipe } from './tiny-recipe.ts';

/** A run without training from the weights at a path. */
async function run(home: string, path: string, again: boolean): Promise<{ result: RunResult; events: RunEvent[] }> {
  const host = createHost(home);
  onTestFinished(() => {
    host.close();
  });
  const recipe = parseRecipe({
    ...tinyRecipe,
    train: undefined,
    network: { kind: 'vgg16', weights: path },
    seeds: 2,
    compensate: [],
    finetune: { epochs: 1, batchSize: 50 },
    export: ['onnx'],
  });
  const events: RunEvent[] = [];
  const result = await host.run(recipe, { again, onEvent: (event) => events.push(event) });
  return { result, events };
}

function weightsFile(path: string, seed: number): Uint8Array {
  const bytes = encodeSafetensors(buildVgg16({ classes: 10, width: 0.0625, seed }).weights);
  writeFileSync(path, bytes);
  return bytes;
}

/** The weights of a run's base, as it was exported. */
function baseOf({ variants }: RunResult): Uint8Array {
  const path = variants.find(({ name }) => name === 'base')?.files[0]?.path ?? '';
  return encodeSafetensors(decodeOnnx(readFileSync(path), path).weights);
}

describe('a run from weights in a file', () => {
  it('starts every seed from exactly those, prunes and fine-tunes without training', async () => {
    const path = join(temporaryFolder(), 'weights.safetensors');
    const given = weightsFile(path, 7);
    const { result, events } = await run(temporaryFolder(), path, false);
    expect(baseOf(result)).toEqual(given);
    expect(result.variants.map(({ name }) => name)).toEqual(['base', 'pruned']);
    // Would catch a seed that draws weights of its own.
    const [first, second] = result.variants[0]?.seeds ?? [];
    expect(first?.loss).toBe(second?.loss);
    expect(events.some((event) => event.event === 'stage-start' && event.stage === 'train')).toBe(false);
    expect(result.notes.join()).toContain(`starts from the weights of ${path}, safetensors`);
  });

  it('takes nothing up from other weights that lay at the same path (would catch a key that knows only the path)', async () => {
    const home = temporaryFolder();
    const path = join(temporaryFolder(), 'weights.safetensors');
    weightsFile(path, 7);
    const before = await run(home, path, false);
    const given = weightsFile(path, 8);
    const after = await run(home, path, true);
    expect(baseOf(after.result)).toEqual(given);
    expect(after.result.initialNetworkHash).not.toBe(before.result.initialNetworkHash);
    expect(after.events.filter((event) => event.event === 'stage-end' && event.reused)).toEqual([]);
  });
});
