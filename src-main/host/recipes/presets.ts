import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Preset } from '../../../src-shared/routes/wizard-routes.ts';

/** What `espalier demo` runs. */
export const DEMO_RECIPE = fileURLToPath(new URL('../../../resources/demo.json', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../../resources/recipes/', import.meta.url));
const PREFIX = 'preset:';

/** The recipes that come with the application, by name in alphabetical order. */
export function listPresets(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** The name in a reference such as `preset:quick-cifar10-l1`; undefined of one that means a file. */
export function presetName(reference: string): string | undefined {
  return reference.startsWith(PREFIX) ? reference.slice(PREFIX.length) : undefined;
}

/** What to give `espalier run` for a preset. */
export function presetReference(name: string): string {
  return `${PREFIX}${name}`;
}

/** The file of a preset. @throws EspalierError `not-found` where there is none of that name. */
export function presetFile(name: string): string {
  if (!listPresets().includes(name)) {
    throw new EspalierError('not-found', `there is no preset "${name}"; \`espalier recipes\` lists them`);
  }
  return join(FOLDER, `${name}.json`);
}

/** The demo and all presets with their recipes as the files say. */
export async function readPresets(): Promise<Preset[]> {
  const files = [
    { name: 'demo', file: DEMO_RECIPE },
    ...listPresets().map((name) => ({ name, file: presetFile(name) })),
  ];
  return Promise.all(files.map(async ({ name, file }) => ({ name, recipe: parseJson(await readFile(file, 'utf8')) })));
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}
