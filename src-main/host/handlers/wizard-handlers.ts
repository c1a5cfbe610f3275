import { EspalierError } from '../../../src-shared/errors.ts';
import { wizardRoutes, type WizardRouteOutputs } from '../../../src-shared/routes/wizard-routes.ts';
import { checked, type Handlers } from './handlers.ts';

export const wizardHandlers: Handlers<WizardRouteOutputs> = {
  'datasets.known': checked(wizardRoutes['datasets.known'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'datasets.inspect': checked(wizardRoutes['datasets.inspect'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'datasets.samples': checked(wizardRoutes['datasets.samples'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'datasets.evidence': checked(wizardRoutes['datasets.evidence'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'datasets.download': checked(wizardRoutes['datasets.download'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'datasets.stopDownload': checked(wizardRoutes['datasets.stopDownload'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'networks.inspect': checked(wizardRoutes['networks.inspect'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'plans.preview': checked(wizardRoutes['plans.preview'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'budgets.probe': checked(wizardRoutes['budgets.probe'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'recipes.check': checked(wizardRoutes['recipes.check'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'recipes.presets': checked(wizardRoutes['recipes.presets'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'files.list': checked(wizardRoutes['files.list'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
};
