import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeTensorflowJs } from '../../../../src-main/report/tensorflow-js/encode-tensorflow-js.ts';
import {
  measureFiles,
  readModelFolder,
  writeModelFolder,
} from '../../../../src-main/report/tensorflow-js/model-folder.ts';
import { buildSmallNetwork } from '../../../small-network.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const layer = { channels: 4, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
const modelOf = (classes: number): ReadonlyMap<string, Uint8Array> =>
  encodeTensorflowJs(buildSmallNetwork({ layers: [layer], side: 8, classes, transposed: true, seed: 1 }), {});

describe('a TensorFlow.js model folder', () => {
  it('is read back as it was written, its hash that of all its bytes', async () => {
    const folder = join(temporaryFolder(), 'model.tfjs');
    const files = modelOf(3);
    await writeModelFolder(folder, files);
    const read = await readModelFolder(join(folder, 'model.json'));
    expect([...read.keys()]).toEqual([...files.keys()]);
    expect(measureFiles(read)).toEqual(measureFiles(files));
    const whole = Buffer.concat([...files.values()]);
    expect(measureFiles(files)).toEqual(measureFiles(new Map([['whole', whole]])));
  });

  it('takes the place of an earlier one, also with a slash at its end, and leaves nothing beside it', async () => {
    // Would catch shards of two models in one folder, and the partial folder being removed with the old one.
    const parent = temporaryFolder();
    await writeModelFolder(join(parent, 'model'), modelOf(3));
    writeFileSync(join(parent, 'model', 'group1-shard2of2.bin'), 'old');
    await writeModelFolder(`${join(parent, 'model')}/`, modelOf(5));
    expect(readdirSync(parent)).toEqual(['model']);
    expect(readdirSync(join(parent, 'model')).sort()).toEqual(['group1-shard1of1.bin', 'model.json']);
  });

  it('never replaces a folder or a file of something else', async () => {
    // Would catch the loss of a folder that somebody named by mistake.
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'thesis.tex'), 'years of work');
    await expect(writeModelFolder(folder, modelOf(3))).rejects.toMatchObject({
      code: 'bad-usage',
      message: expect.stringContaining('"thesis.tex"'),
    });
    await expect(writeModelFolder(join(folder, 'thesis.tex'), modelOf(3))).rejects.toMatchObject({ code: 'bad-usage' });
    expect(readFileSync(join(folder, 'thesis.tex'), 'utf8')).toBe('years of work');
    expect(readdirSync(folder)).toEqual(['thesis.tex']);
  });

  it.each(['model.json', 'group1-shard1of1.bin'])('without its %s is no model', async (name) => {
    const folder = join(temporaryFolder(), 'model');
    await writeModelFolder(folder, modelOf(3));
    rmSync(join(folder, name));
    await expect(readModelFolder(join(folder, 'model.json'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('reads no file outside (would catch a model.json that points elsewhere)', async () => {
    const folder = join(temporaryFolder(), 'model');
    mkdirSync(folder);
    writeFileSync(join(folder, '..', 'secret'), 'secret');
    writeFileSync(join(folder, 'model.json'), JSON.stringify({ weightsManifest: [{ paths: ['../secret'] }] }));
    await expect(readModelFolder(join(folder, 'model.json'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
