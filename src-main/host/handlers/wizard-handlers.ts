import { wizardRoutes, type WizardRouteOutputs } from '../../../src-shared/routes/wizard-routes.ts';
import { recipeHash } from '../../engine/recipe-hash.ts';
import type { Host } from '../host.ts';
import { listFolder } from '../files/list-folder.ts';
import { openRecipe } from '../recipes/find-recipe.ts';
import { readPresets } from '../recipes/presets.ts';
import { checked, type Handlers } from './handlers.ts';

export const wizardHandlers: Handlers<WizardRouteOutputs> = {
  'datasets.known': checked(wizardRoutes['datasets.known'], (host) => host.listDatasets()),
  'datasets.inspect': checked(wizardRoutes['datasets.inspect'], ({ workbench }, input) =>
    workbench.ask('inspect-dataset', input),
  ),
  'datasets.samples': checked(wizardRoutes['datasets.samples'], async ({ workbench, images }, input) => {
    const samples = await workbench.ask('draw-samples', input);
    return { ...samples, images: samples.images.map((one) => ({ ...one, image: images.keep(one.image) })) };
  }),
  'datasets.evidence': checked(wizardRoutes['datasets.evidence'], async ({ workbench, images }, input) => {
    const shown = await workbench.ask('show-evidence', input);
    return shown.map((png) => (png === null ? null : images.keep(png)));
  }),
  'datasets.download': checked(wizardRoutes['datasets.download'], async ({ downloads }, { kind }) => ({
    path: await downloads.start(kind),
  })),
  'datasets.stopDownload': checked(wizardRoutes['datasets.stopDownload'], ({ downloads }, { kind }) => {
    downloads.stop(kind);
    return null;
  }),
  'networks.inspect': checked(wizardRoutes['networks.inspect'], ({ workbench }, input) =>
    workbench.ask('inspect-network', input),
  ),
  'plans.preview': checked(wizardRoutes['plans.preview'], ({ workbench, home }, input) =>
    workbench.askNewest('preview-plan', { ...input, home }),
  ),
  'latencies.measure': checked(wizardRoutes['latencies.measure'], (host, { recipe }) =>
    noteBusy(host, () => host.workbench.askNewest('measure-latency', { recipe, home: host.home })),
  ),
  'budgets.probe': checked(wizardRoutes['budgets.probe'], (host, { recipe }) =>
    noteBusy(host, () => host.workbench.askNewest('probe-budget', { recipe, home: host.home })),
  ),
  'recipes.check': checked(wizardRoutes['recipes.check'], (host, { recipe }) => {
    const hash = recipeHash(recipe);
    return { recipe, hash, finishedRun: host.findFinishedRun(hash) ?? null };
  }),
  'recipes.presets': checked(wizardRoutes['recipes.presets'], () => readPresets()),
  'recipes.read': checked(wizardRoutes['recipes.read'], (_, { path }) => {
    const { recipe, notes } = openRecipe(path);
    return { recipe, notes };
  }),
  'files.list': checked(wizardRoutes['files.list'], (_, { path }) => listFolder(path)),
};

/** Measures something of the machine, and says whether a run was going on before or after, which slows it down. */
async function noteBusy<Measured extends object>(
  host: Host,
  measure: () => Promise<Measured>,
): Promise<Measured & { readonly busy: boolean }> {
  const isBusy = (): boolean => host.listRuns().some(({ state }) => state === 'running');
  const busy = isBusy();
  const measured = await measure();
  return { ...measured, busy: busy || isBusy() };
}
