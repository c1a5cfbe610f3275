import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeFileState } from '../../../src-main/workbench/file-state.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

it('tells a file in a folder that was written again (would catch a look at the folder alone)', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'inner'));
  const file = join(folder, 'inner', 'data.bin');
  writeFileSync(file, 'one');
  const before = await describeFileState(folder);
  expect(await describeFileState(folder)).toBe(before);
  writeFileSync(file, 'two');
  utimesSync(file, new Date(1e12), new Date(1e12));
  expect(await describeFileState(folder)).not.toBe(before);
});

it('tells an image that was added to a class of many', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'cat'));
  for (let index = 0; index < 60; index++) writeFileSync(join(folder, 'cat', `${index}.png`), '');
  utimesSync(join(folder, 'cat'), new Date(1e12), new Date(1e12));
  const before = await describeFileState(folder);
  writeFileSync(join(folder, 'cat', 'new.png'), '');
  expect(await describeFileState(folder)).not.toBe(before);
});

it('is empty of what is not there', async () => {
  expect(await describeFileState(join(temporaryFolder(), 'nothing'))).toBe('');
});
