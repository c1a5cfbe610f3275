import { EspalierError } from '../../../src-shared/errors.ts';
import { jobRoutes, type JobRouteOutputs } from '../../../src-shared/routes/job-routes.ts';
import { checked, type Handlers } from './handlers.ts';

export const jobHandlers: Handlers<JobRouteOutputs> = {
  'jobs.list': checked(jobRoutes['jobs.list'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'jobs.add': checked(jobRoutes['jobs.add'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'jobs.resumeRun': checked(jobRoutes['jobs.resumeRun'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'jobs.pause': checked(jobRoutes['jobs.pause'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'jobs.resume': checked(jobRoutes['jobs.resume'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'jobs.cancel': checked(jobRoutes['jobs.cancel'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'jobs.move': checked(jobRoutes['jobs.move'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'jobs.hold': checked(jobRoutes['jobs.hold'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
};
