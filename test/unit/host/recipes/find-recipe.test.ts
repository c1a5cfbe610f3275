import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRecipe } from '../../../../src-main/host/recipes/find-recipe.ts';
import { recipeHash } from '../../../../src-main/engine/recipe-hash.ts';
import { renderHtml } from '../../../../src-main/report/html-report.ts';
import { renderJson } from '../../../../src-main/report/json-report.ts';
import { parseRecipe } from '../../../../src-shared/recipe.ts';
import type { RunResult } from '../../../../src-shared/result.ts';
import { expectError } from '../../../expect-error.ts';
import { sampleRecipe, sampleResult } from '../../../sample-result.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

function write(name: string, content: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

function sampleOf(runId: string, seed: number): RunResult {
  const recipe = { ...sampleRecipe, seed };
  return sampleResult({ runId, recipe, recipeHash: recipeHash(recipe) });
}

const onCifar = parseRecipe({
  name: 'c',
  dataset: { kind: 'cifar10', path: '/nowhere/cifar' },
  network: { kind: 'vgg16' },
  train: { epochs: 1 },
});

describe('findRecipe', () => {
  it("gives a report's recipe with the hash of the run, and says so", () => {
    const result = sampleOf('a1', 1);
    const { recipe, notes } = findRecipe(write('report.html', renderHtml([result])), {});
    expect(recipeHash(recipe)).toBe(result.recipeHash);
    expect(notes).toEqual([expect.stringMatching(/run a1, found in .*report\.html; SHA-256 .* the same as the run's/)]);
  });

  it('says that a recipe was edited in the report (would catch a re-run that silently is another run)', () => {
    const { notes } = findRecipe(
      write('r.json', renderJson([sampleOf('a1', 1)]).replace('"ratio": 0.6', '"ratio": 0.7')),
      {},
    );
    expect(notes.join()).toMatch(/where the run had .*: it was edited since/);
  });

  it('asks which of several recipes is meant, and takes the beginning of an id', () => {
    const file = write('report.json', renderJson([sampleOf('a1', 1), sampleOf('b2', 2)]));
    expectError(() => findRecipe(file, {}), 'bad-usage', /--of a1, b2/);
    expect(findRecipe(file, { of: 'b' }).recipe.seed).toBe(2);
    expectError(() => findRecipe(file, { of: 'c' }), 'not-found', /those of a1, b2/);
    const twice = write('report.json', renderJson([sampleOf('a1', 1), sampleOf('b2', 1)]));
    expect(findRecipe(twice, {}).recipe.seed).toBe(1);
  });

  it('says of a page or a recipe without one that it holds none', () => {
    expectError(() => findRecipe(write('page.html', '<!doctype html><p>no'), {}), 'bad-recipe', /holds no recipe/);
    const plain = write('recipe.json', JSON.stringify(sampleRecipe));
    expectError(() => findRecipe(plain, { of: 'a1' }), 'bad-usage', /no report/);
    expect(findRecipe(plain, {}).notes).toEqual([]);
  });

  it('puts the given data set in place of a path that is not here, and asks for it', () => {
    const file = write('recipe.json', JSON.stringify(onCifar));
    expectError(() => findRecipe(file, {}), 'bad-dataset', /"\/nowhere\/cifar"; say where it is with --dataset PATH/);
    expectError(() => findRecipe(file, { dataset: '/elsewhere' }), 'bad-dataset', /no data set at "\/elsewhere"$/);
    const folder = temporaryFolder();
    expect(findRecipe(file, { dataset: folder }).recipe.dataset).toEqual({ kind: 'cifar10', path: folder });
    const generated = write('recipe.json', JSON.stringify(sampleRecipe));
    expectError(() => findRecipe(generated, { dataset: folder }), 'bad-usage', /makes its own images/);
  });

  it('finds a preset by name and asks for its data set', () => {
    const preset = 'preset:quick-cifar10-l1';
    expectError(() => findRecipe(preset, {}), 'bad-usage', /cifar10.*--dataset PATH/);
    const folder = temporaryFolder();
    expect(findRecipe(preset, { dataset: folder }).recipe.dataset).toMatchObject({ path: folder });
    expectError(() => findRecipe('preset:nothing', {}), 'not-found', /espalier recipes/);
  });
});
