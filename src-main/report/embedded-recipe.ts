import { REPORT_FORMAT, rerunnableReportSchema } from '../../src-shared/report-schema.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { html, unescapeHtml, type SafeHtml } from './html.ts';

/** A run's recipe as it stands in a report. */
export interface EmbeddedRecipe {
  readonly runId: string;
  /** The SHA-256 that the run had for it. */
  readonly hash: string;
  /** SHA-256 of the data set's content that it ran on. */
  readonly datasetHash: string;
  /** JSON. */
  readonly text: string;
}

/** A run's recipe for the reports that people read. */
export function embedRecipe({ runId, recipeHash, recipe, dataset }: RunResult): EmbeddedRecipe {
  return { runId, hash: recipeHash, datasetHash: dataset.hash, text: JSON.stringify(recipe, null, 2) };
}

/** A recipe in an HTML page, to be found by `findEmbeddedRecipes`. */
export function recipeAsHtml({ runId, hash, datasetHash, text }: EmbeddedRecipe): SafeHtml {
  const origin = [runId, hash, datasetHash].join(' ');
  return html`<pre data-espalier-recipe="${origin}"><code>${text}</code></pre> `;
}

/** A recipe in Markdown, to be found by `findEmbeddedRecipes`. No line of JSON begins with a fence. */
export function recipeAsMarkdown({ runId, hash, datasetHash, text }: EmbeddedRecipe): string {
  return `\`\`\`json espalier-recipe ${runId} ${hash} ${datasetHash}\n${text}\n\`\`\``;
}

/** The recipes in a report in JSON, HTML or Markdown, one a run; none where the text is no report or holds none. */
export function findEmbeddedRecipes(text: string): EmbeddedRecipe[] {
  // One form alone: what looks like another is a name or text inside it.
  return [findInJson, findInHtml, findInMarkdown].map((find) => find(text)).find(({ length }) => length > 0) ?? [];
}

function findInJson(text: string): EmbeddedRecipe[] {
  if (!text.includes(REPORT_FORMAT)) return [];
  const parsed = rerunnableReportSchema.safeParse(parseOrNothing(text));
  const runs = parsed.success ? parsed.data.runs : [];
  return runs.map(({ runId, recipeHash, dataset, recipe }) => ({
    runId,
    hash: recipeHash,
    datasetHash: dataset.hash,
    text: JSON.stringify(recipe),
  }));
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A browser that saved the page has written the same elements anew, with entities of its own choice. */
function findInHtml(text: string): EmbeddedRecipe[] {
  const blocks = text.matchAll(/<pre\s+data-espalier-recipe="(\S+) (\S+) (\S+)"\s*>\s*<code>([^<]*)<\/code>/g);
  return Array.from(blocks, ([, runId = '', hash = '', datasetHash = '', json = '']) => ({
    runId: unescapeHtml(runId),
    hash,
    datasetHash,
    text: unescapeHtml(json),
  }));
}

function findInMarkdown(text: string): EmbeddedRecipe[] {
  const blocks = text.matchAll(/^```json espalier-recipe (\S+) (\S+) (\S+)[ \t]*\r?\n([\s\S]*?)^```[ \t]*$/gm);
  return Array.from(blocks, ([, runId = '', hash = '', datasetHash = '', json = '']) => ({
    runId,
    hash,
    datasetHash,
    text: json,
  }));
}
