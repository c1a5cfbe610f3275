import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recipeHash } from '../../../src-main/engine/recipe-hash.ts';
import { findEmbeddedRecipes } from '../../../src-main/report/embedded-recipe.ts';
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

describe('a recipe in a report', () => {
  it.each(Object.entries(forms))(
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
          const found = findEmbeddedRecipes(render(results));
          expect(found.map(({ runId, hash }) => [runId, hash])).toEqual(
            results.map((result) => [result.runId, result.recipeHash]),
          );
          expect(found.map((embedded) => recipeHash(parseRecipe(JSON.parse(embedded.text))))).toEqual(
            results.map((result) => result.recipeHash),
          );
        }),
        { numRuns: 20 },
      );
    },
  );

  it('is found where an editor has changed the ends of lines', () => {
    for (const render of [renderHtml, (results: readonly RunResult[]) => renderMarkdown(results).text]) {
      const [found] = findEmbeddedRecipes(render([sampleOf('a1', 'x')]).replaceAll('\n', '\r\n'));
      expect(parseRecipe(JSON.parse(found?.text ?? ''))).toEqual(parseRecipe({ ...sampleRecipe, name: 'x' }));
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
