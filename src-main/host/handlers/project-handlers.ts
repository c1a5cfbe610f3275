import { projectRoutes, type ProjectRouteOutputs } from '../../../src-shared/routes/project-routes.ts';
import { checked, doing, type Handlers } from './handlers.ts';

export const projectHandlers: Handlers<ProjectRouteOutputs> = {
  'projects.list': checked(projectRoutes['projects.list'], (host) => host.listProjects()),
  'projects.show': checked(projectRoutes['projects.show'], (host, { name }) => host.showProject(name)),
  'projects.create': doing(projectRoutes['projects.create'], (host, { name, note }) => host.createProject(name, note)),
  'projects.rename': doing(projectRoutes['projects.rename'], (host, { name, newName }) =>
    host.renameProject(name, newName),
  ),
  'projects.annotate': doing(projectRoutes['projects.annotate'], (host, { name, note }) =>
    host.annotateProject(name, note),
  ),
  'projects.delete': checked(projectRoutes['projects.delete'], (host, { name }) => host.deleteProject(name)),
  'projects.restore': checked(projectRoutes['projects.restore'], (host, { path, name }) =>
    host.restoreProject(path, name),
  ),
};
