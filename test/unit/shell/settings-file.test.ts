import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSettings } from '../../../src-main/shell/settings-file.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const defaults = { maximised: false, theme: 'system' };

it('gives at the next start what was changed at the last', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'user', 'window.json');
  const bounds = { x: 1, y: -2, width: 900, height: 700 };
  openSettings(file).update({ bounds, theme: 'dark' });
  openSettings(file).update({ language: 'zh-CN' });
  expect(openSettings(file).read()).toEqual({ maximised: false, bounds, theme: 'dark', language: 'zh-CN' });
  expect(readdirSync(join(folder, 'user'))).toEqual(['window.json']);
});

it.each([
  ['no JSON', '{"theme": "da'],
  ['something else', '[1, 2]'],
  [
    'wrong values',
    '{"theme": "red", "bounds": {"x": 0.5, "y": 0, "width": -1, "height": 1}, "maximised": "yes", "language": "fr"}',
  ],
])('starts as new from a file of %s', (_what, text) => {
  const file = join(temporaryFolder(), 'window.json');
  writeFileSync(file, text);
  expect(openSettings(file).read()).toEqual(defaults);
});

it('keeps what can be read beside what can’t', () => {
  const file = join(temporaryFolder(), 'window.json');
  writeFileSync(file, '{"theme": "dark", "bounds": null, "later": 1}');
  expect(openSettings(file).read()).toMatchObject({ theme: 'dark', maximised: false });
});

it('goes on where nothing can be written', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const settings = openSettings(join(file, 'window.json'));
  settings.update({ theme: 'light' });
  expect(settings.read().theme).toBe('light');
});
