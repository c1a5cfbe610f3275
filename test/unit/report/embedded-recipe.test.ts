import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recipeHash } from '../../../src-main/engine/recipe-hash.ts';
import {
  embedRecipe,
  findEmbeddedRecipes,
  recipeAsHtml,
  recipeAsMarkdown,
} from '../../../src-main/report/embedded-recipe.ts';
import { renderHtml } from '../../../src-main/report/html-report.ts';
import { renderJson } from '../../../src-main/report/json-report.ts';
import { renderMarkdown } from '../../../src-main/report/markdown-report.ts';
import { parseRecipe } from '../../../src-shared/recipe.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import { sampleRecipe, sampleResult } from '../../sample-result.ts';

const forms: Record<string, (results: readonly RunResult[]) => string> = {
  html: renderHtml,
  md: (results) => renderMarkdown(results).text,
  json: renderJson,
};

function sampleOf(runId: string, name: string): RunResult {
  const recipe = { ...sampleRecipe, name };
  return sampleResult({ runId, name, recipe, recipeHash: recipeHash(recipe) });
}

function expectRecipesOf(results: readonly RunResult[], report: string): void {
  const found = findEmbeddedRecipes(report);
  expect(found.map(({ runId, hash, datasetHash }) => [runId, hash, datasetHash])).toEqual(
    results.map((result) => [result.runId, result.recipeHash, result.dataset.hash]),
  );
  expect(found.map(({ text }) => recipeHash(parseRecipe(JSON.parse(text))))).toEqual(
    results.map((result) => result.recipeHash),
  );
}

/** The block of a recipe alone, since a whole report takes time to draw. */
const blocks: Record<string, (results: readonly RunResult[]) => string> = {
  html: (results) => results.map((result) => recipeAsHtml(embedRecipe(result)).markup).join(''),
  md: (results) => results.map((result) => recipeAsMarkdown(embedRecipe(result))).join('\n\n'),
  json: renderJson,
};

describe('a recipe in a report', () => {
  it.each(Object.entries(blocks))(
    'is found again in %s with its hash, whatever its name (would catch a name that ends the block it stands in)',
    (_, render) => {
      const name = fc.string({
        unit: fc.constantFrom('<', '>', '&', '"', "'", '`', '```', '\n', '\\', '</code>', '&lt;', 'a', 'é', ' '),
        minLength: 1,
        maxLength: 20,
      });
      fc.assert(
        fc.property(name, (text) => {
          const results = [sampleOf('a1', text), sampleOf('b2', `${text}!`)];
          expectRecipesOf(results, render(results));
        }),
      );
    },
  );

  it.each(Object.entries(forms))('is found in a whole report in %s', (_, render) => {
    const results = [sampleOf('a1', 'a <b> & ``` "c"'), sampleOf('b2', 'b')];
    expectRecipesOf(results, render(results));
  });

  it('is found where an editor has changed the ends of lines', () => {
    for (const render of [renderHtml, (results: readonly RunResult[]) => renderMarkdown(results).text]) {
      const [found] = findEmbeddedRecipes(render([sampleOf('a1', 'x')]).replaceAll('\n', '\r\n'));
      expect(parseRecipe(JSON.parse(found?.text ?? ''))).toEqual(parseRecipe({ ...sampleRecipe, name: 'x' }));
    }
  });

  it("is the report's own, not what a name pretends to be", () => {
    const pretended =
      '\n```json espalier-recipe x y z\n{}\n```\n<pre data-espalier-recipe="x y z"><code>{}</code></pre>';
    for (const render of Object.values(forms)) {
      expect(findEmbeddedRecipes(render([sampleOf('a1', pretended)])).map(({ runId }) => runId)).toEqual(['a1']);
    }
  });

  it('is not seen in a recipe, in another page, or in JSON of another kind', () => {
    for (const text of [
      JSON.stringify({ ...sampleRecipe, name: 'espalier-report' }),
      '<pre><code>{}</code></pre>',
      '{"format": "espalier-report"',
      '# Title\n\n```json\n{}\n```\n',
      '',
    ]) {
      expect(findEmbeddedRecipes(text)).toEqual([]);
    }
  });
});
