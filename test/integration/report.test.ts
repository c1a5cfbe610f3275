import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findRecipe } from '../../src-main/host/recipes/find-recipe.ts';
import { writeMarkdownReport } from '../../src-main/cli/write-markdown-report.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import { renderHtml } from '../../src-main/report/html-report.ts';
import { renderJson } from '../../src-main/report/json-report.ts';
import { parseRecipe, type Recipe } from '../../src-shared/recipe.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { tinyRecipe } from './tiny-recipe.ts';

function run(recipe: Recipe): Promise<RunResult> {
  const host = createHost(join(temporaryFolder(), 'home'));
  onTestFinished(() => {
    host.close();
  });
  return host.run(recipe, { onEvent: () => undefined });
}

/** Every picture that the Markdown shows is there. */
function expectLinkedCharts(report: string): void {
  const links = Array.from(readFileSync(report, 'utf8').matchAll(/\]\(([^)]+\.svg)\)/g), ([, link = '']) => link);
  expect(links.length).toBeGreaterThan(4);
  for (const link of links) expect(existsSync(join(dirname(report), decodeURIComponent(link)))).toBe(true);
}

describe('a report', { timeout: 120_000 }, () => {
  it('in every form holds the recipe, which runs again with the same numbers (would catch one lost on the way)', async () => {
    const name = 'a <b> & ``` "c"';
    const original = await run(parseRecipe({ ...tinyRecipe, name, train: { epochs: 1 }, export: [] }));
    const folder = temporaryFolder();
    const [html, md, json] = ['html', 'md', 'json'].map((format) => join(folder, `the report (1).${format}`));
    if (html === undefined || md === undefined || json === undefined) throw new Error('three files');
    writeFileSync(html, renderHtml([original]));
    writeFileSync(json, renderJson([original]));
    writeMarkdownReport([original], md);
    expectLinkedCharts(md);
    for (const report of [html, md, json]) {
      const { recipe, notes } = findRecipe(report, {});
      expect(recipe).toEqual(original.recipe);
      expect(notes.join()).toContain("the same as the run's");
    }
    const again = await run(findRecipe(html, {}).recipe);
    expect(again.runId).not.toBe(original.runId);
    expect(again.recipeHash).toBe(original.recipeHash);
    expect(again.initialNetworkHash).toBe(original.initialNetworkHash);
    expect(again.variants.map((variant) => [variant.name, variant.seeds])).toEqual(
      original.variants.map((variant) => [variant.name, variant.seeds]),
    );
  });
});
