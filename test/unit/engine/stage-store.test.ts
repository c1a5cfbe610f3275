import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { epochMeasuresSchema } from '../../../src-shared/result-schema.ts';
import type { Checkpoint } from '../../../src-main/engine/checkpoint.ts';
import { openStageStore, stageKey } from '../../../src-main/engine/stage-store.ts';
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

  it('finds a record without a network as saved, and none that is of another kind', async () => {
    const stages = openStageStore(temporaryFolder());
    expect(await stages.findRecord('key', recordSchema)).toBeUndefined();
    await stages.saveRecord('key', { value: 3 });
    expect(await stages.findRecord('key', recordSchema)).toEqual({ value: 3 });
    expect(await stages.findRecord('key', z.strictObject({ other: z.number() }))).toBeUndefined();
    expect(await stages.find('key', recordSchema)).toBeUndefined();
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
    expect(readdirSync(join(home, 'stages', 'key.checkpoints')).sort()).toEqual([
      'epoch-000010-step-00000000',
      'epoch-000011-step-00000000',
    ]);
  });

  it.each(['network.onnx', 'momenta.onnx', 'position.json', 'manifest.json'])(
    'falls back to the older checkpoint where %s of the newest is damaged, and can save that epoch again',
    async (file) => {
      const home = temporaryFolder();
      const stages = openStageStore(home);
      for (const epoch of [1, 2]) await stages.saveCheckpoint('key', checkpointAt(epoch));
      writeFileSync(join(home, 'stages', 'key.checkpoints', 'epoch-000002-step-00000000', file), 'damaged');
      expect(await stages.findCheckpoint('key')).toEqual(checkpointAt(1));
      await stages.saveCheckpoint('key', checkpointAt(2));
      expect(await stages.findCheckpoint('key')).toEqual(checkpointAt(2));
    },
  );

  it('keeps the checkpoint after the best epoch beside the newest two', async () => {
    const home = temporaryFolder();
    const stages = openStageStore(home);
    const accuracies = [0.3, 0.9, 0.5, 0.6, 0.7];
    const epochs = accuracies.map((testAccuracy, index) => sampleEpoch({ epoch: index + 1, testAccuracy }));
    for (const { epoch } of epochs) {
      await stages.saveCheckpoint('key', { ...checkpointAt(epoch), epochs: epochs.slice(0, epoch) });
    }
    const kept = readdirSync(join(home, 'stages', 'key.checkpoints')).map((name) => Number(name.slice(6, 12)));
    expect(kept.sort()).toEqual([2, 4, 5]);
  });

  it('finds the checkpoint inside an epoch before the one at its beginning', async () => {
    const stages = openStageStore(temporaryFolder());
    const begun = { steps: 10, loss: 3.25, correct: 41, seconds: 2.5, dataWaitMilliseconds: 0.5 };
    const [whole, inside] = [checkpointAt(2), checkpointAt(2)];
    await stages.saveCheckpoint('key', whole);
    await stages.saveCheckpoint('key', { ...inside, position: { ...inside.position, begun } });
    expect((await stages.findCheckpoint('key'))?.position.begun).toEqual(begun);
    await stages.saveCheckpoint('key', checkpointAt(3));
    expect((await stages.findCheckpoint('key'))?.position).toMatchObject({ epoch: 3, begun: undefined });
  });

  it('takes no checkpoint of a stage that another run has finished meanwhile: catches files nobody will remove', async () => {
    const home = temporaryFolder();
    const stages = openStageStore(home);
    await stages.saveCheckpoint('key', checkpointAt(1));
    await openStageStore(home).save('key', networkOf(1), { value: 3 });
    await stages.saveCheckpoint('key', checkpointAt(2));
    expect(readdirSync(join(home, 'stages'))).toEqual(['key']);
  });

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
