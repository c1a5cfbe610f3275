import { EspalierError } from '../../../src-shared/errors.ts';
import { projectRoutes, type ProjectRouteOutputs } from '../../../src-shared/routes/project-routes.ts';
import { checked, type Handlers } from './handlers.ts';

export const projectHandlers: Handlers<ProjectRouteOutputs> = {
  'projects.list': checked(projectRoutes['projects.list'], (host) => host.listProjects()),
  'projects.show': checked(projectRoutes['projects.show'], (host, { name }) => host.showProject(name)),
  'projects.create': checked(projectRoutes['projects.create'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'projects.rename': checked(projectRoutes['projects.rename'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'projects.annotate': checked(projectRoutes['projects.annotate'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'projects.delete': checked(projectRoutes['projects.delete'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'projects.restore': checked(projectRoutes['projects.restore'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
};
