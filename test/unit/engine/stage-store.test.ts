import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { epochMeasuresSchema } from '../../../src-shared/result-schema.ts';
import { openStageStore, stageKey, type Checkpoint } from '../../../src-main/engine/stage-store.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { sampleEpoch } from '../../sample-result.ts';
import { buildSmallNetwork } from '../../small-network.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const recordSchema = z.strictObject({ value: z.number() });
const layer = { channels: 3, kernel: 3, batchNorm: true, activation: 'LeakyRelu', pool: 'none' } as const;

function networkOf(seed: number): ReturnType<typeof buildSmallNetwork> {
  return buildSmallNetwork({ layers: [layer], side: 4, classes: 2, transposed: true, seed });
}

function checkpointAt(epoch: number): Checkpoint {
  return {
    position: {
      epoch,
      network: networkOf(epoch),
      momenta: new Map([['conv1.weight/momentum', floatTensor([2], [epoch, 0.1])]]),
    },
    epochs: Array.from({ length: epoch }, (_, index) => epochMeasuresSchema.parse(sampleEpoch({ epoch: index + 1 }))),
  };
}

describe('a stage store', () => {
  it('finds a stage by its key, network and record as saved', async () => {
    const stages = openStageStore(temporaryFolder());
    expect(await stages.find('key', recordSchema)).toBeUndefined();
    await stages.save('key', networkOf(1), { value: 3 });
    expect(await stages.find('key', recordSchema)).toEqual({ network: networkOf(1), record: { value: 3 } });
    expect(await stages.find('other', recordSchema)).toBeUndefined();
  });

  it('does not find a stage whose file is damaged, and takes a new one in its place', async () => {
    const home = temporaryFolder();
    const stages = openStageStore(home);
    await stages.save('key', networkOf(1), { value: 3 });
    truncateSync(join(home, 'stages', 'key', 'network.onnx'), 100);
    expect(await stages.find('key', recordSchema)).toBeUndefined();
    await stages.save('key', networkOf(1), { value: 3 });
    expect(await stages.find('key', recordSchema)).toBeDefined();
  });

  it('does not find a stage whose record has another form', async () => {
    const stages = openStageStore(temporaryFolder());
    await stages.save('key', networkOf(1), { value: 'three' });
    expect(await stages.find('key', recordSchema)).toBeUndefined();
  });

  it('finds the newest checkpoint, bit for bit, and keeps two', async () => {
    const home = temporaryFolder();
    const stages = openStageStore(home);
    expect(await stages.findCheckpoint('key')).toBeUndefined();
    for (const epoch of [8, 9, 10, 11]) await stages.saveCheckpoint('key', checkpointAt(epoch));
    expect(await stages.findCheckpoint('key')).toEqual(checkpointAt(11));
    expect(readdirSync(join(home, 'stages', 'key.checkpoints')).sort()).toEqual(['epoch-000010', 'epoch-000011']);
  });

  it.each(['network.onnx', 'momenta.onnx', 'position.json', 'manifest.json'])(
    'falls back to the older checkpoint where %s of the newest is damaged, and can save that epoch again',
    async (file) => {
      const home = temporaryFolder();
      const stages = openStageStore(home);
      for (const epoch of [1, 2]) await stages.saveCheckpoint('key', checkpointAt(epoch));
      writeFileSync(join(home, 'stages', 'key.checkpoints', 'epoch-000002', file), 'damaged');
      expect(await stages.findCheckpoint('key')).toEqual(checkpointAt(1));
      await stages.saveCheckpoint('key', checkpointAt(2));
      expect(await stages.findCheckpoint('key')).toEqual(checkpointAt(2));
    },
  );

  it('has no checkpoint of a finished stage: catches a disk that fills up', async () => {
    const home = temporaryFolder();
    const stages = openStageStore(home);
    await stages.saveCheckpoint('key', checkpointAt(1));
    await stages.save('key', networkOf(1), { value: 3 });
    expect(await stages.findCheckpoint('key')).toBeUndefined();
    expect(readdirSync(join(home, 'stages'))).toEqual(['key']);
  });
});

describe('stageKey', () => {
  it('is the same for the same parts and another for any other', () => {
    const parts = { kind: 'prune', start: 'a', recipe: { ratio: 0.5 } };
    expect(stageKey(parts)).toBe(stageKey({ ...parts }));
    expect(stageKey(parts)).toMatch(/^[0-9a-f]{32}$/);
    expect(stageKey({ ...parts, recipe: { ratio: 0.6 } })).not.toBe(stageKey(parts));
  });
});
