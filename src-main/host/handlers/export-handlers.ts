import { EspalierError } from '../../../src-shared/errors.ts';
import { exportRoutes, type ExportRouteOutputs } from '../../../src-shared/routes/export-routes.ts';
import { hostOnlyRoutes, type HostOnlyRouteOutputs } from '../../../src-shared/routes/host-only-routes.ts';
import { checked, type Handlers } from './handlers.ts';

export const exportHandlers: Handlers<ExportRouteOutputs & HostOnlyRouteOutputs> = {
  'exports.network': checked(exportRoutes['exports.network'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'exports.report': checked(exportRoutes['exports.report'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'exports.project': checked(exportRoutes['exports.project'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'exports.recipe': checked(exportRoutes['exports.recipe'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'images.read': checked(hostOnlyRoutes['images.read'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'exports.locate': checked(hostOnlyRoutes['exports.locate'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
};
