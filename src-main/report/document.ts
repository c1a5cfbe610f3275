import type { EmbeddedRecipe } from './embedded-recipe.ts';

/** A table of a report; its first `leftColumns` columns hold names, the others numbers. */
export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly leftColumns: number;
}

/** A chart with the data it shows. */
export interface Figure {
  readonly title: string;
  /** What the chart shows, for who can't see it. */
  readonly description: string;
  readonly svg: string;
  readonly table: ReportTable;
}

/** A part of a report, independent of the form it is written in. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly table: ReportTable }
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] }
  | { readonly kind: 'recipe'; readonly recipe: EmbeddedRecipe }
  | { readonly kind: 'code'; readonly text: string };
