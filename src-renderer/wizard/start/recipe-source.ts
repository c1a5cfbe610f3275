import type { RouteError } from '../../../src-shared/routes.ts';
import type { Client } from '../../front/client.ts';
import type { Draft } from '../draft/draft.ts';
import { recipeToDraft, withoutRelativePaths } from '../draft/recipe-to-draft.ts';

/** Where a draft's recipe comes from. */
export type RecipeSource =
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'preset'; readonly name: string }
  /** A recipe or report that the user chose. */
  | { readonly kind: 'file'; readonly path: string };

/** The draft of a recipe from elsewhere; `notFound` says that there is no preset of that name. */
export async function loadDraft(
  source: RecipeSource,
  project: string | undefined,
  { request }: Pick<Client, 'request'>,
  notFound: (name: string) => string,
): Promise<Draft | RouteError> {
  switch (source.kind) {
    case 'run': {
      const answer = await request('runs.show', { id: source.id });
      if (!answer.ok) return answer.error;
      return recipeToDraft(answer.data.recipe, project ?? answer.data.overview.project);
    }
    case 'preset': {
      const answer = await request('recipes.presets', {});
      if (!answer.ok) return answer.error;
      const preset = answer.data.find(({ name }) => name === source.name);
      if (preset === undefined) return { code: 'not-found', message: notFound(source.name) };
      return draftOfValue(preset.recipe, project, { request });
    }
    case 'file': {
      const answer = await request('recipes.read', { path: source.path });
      return answer.ok ? recipeToDraft(answer.data.recipe, project) : answer.error;
    }
  }
}

/** The host fills in the defaults. A data set of that kind that was used before is taken where the recipe doesn't say where it is. */
async function draftOfValue(
  value: unknown,
  project: string | undefined,
  { request }: Pick<Client, 'request'>,
): Promise<Draft | RouteError> {
  const [checked, known] = await Promise.all([
    request('recipes.check', { recipe: value }),
    request('datasets.known', {}),
  ]);
  if (!checked.ok) return checked.error;
  const draft = withoutRelativePaths(recipeToDraft(checked.data.recipe, project));
  const { dataset } = draft;
  if (dataset === undefined || !('path' in dataset) || dataset.path !== '' || !known.ok) return draft;
  const path = known.data.find(({ kind, path: place }) => kind === dataset.kind && place !== null)?.path;
  return path === undefined || path === null ? draft : { ...draft, dataset: { ...dataset, path } };
}
