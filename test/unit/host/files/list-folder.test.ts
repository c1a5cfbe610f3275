import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listFolder } from '../../../../src-main/host/files/list-folder.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

it('lists folders first, then files by name, without what is hidden or leads nowhere', async () => {
  const folder = temporaryFolder();
  for (const name of ['zebra', 'Ape', '.hidden']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'b.onnx'), 'four');
  writeFileSync(join(folder, 'a.onnx'), '');
  writeFileSync(join(folder, '.secret'), '');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
  symlinkSync(join(folder, 'zebra'), join(folder, 'link'));
  const { path, parent, entries } = await listFolder(folder);
  expect(path).toBe(folder);
  expect(parent).toBe(join(folder, '..'));
  expect(entries.map(({ name, folder: isFolder, bytes }) => [name, isFolder, bytes])).toEqual([
    ['Ape', true, 0],
    ['link', true, 0],
    ['zebra', true, 0],
    ['a.onnx', false, 0],
    ['b.onnx', false, 4],
  ]);
  expect(entries[0]?.path).toBe(join(folder, 'Ape'));
});

it('has nothing above the root', async () => {
  expect((await listFolder('/')).parent).toBeNull();
});

it('says what is wrong with a path in a sentence', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(listFolder(join(folder, 'gone'))).rejects.toMatchObject({
    code: 'bad-usage',
    message: expect.stringMatching(/can't show ".*gone": there is nothing of that name; choose another folder/),
  });
  await expect(listFolder(join(folder, 'file'))).rejects.toThrow('it is a file, not a folder');
});
