import { jobRoutes, type JobRouteOutputs } from '../../../src-shared/routes/job-routes.ts';
import { checked, doing, type Handlers } from './handlers.ts';

export const jobHandlers: Handlers<JobRouteOutputs> = {
  'jobs.list': checked(jobRoutes['jobs.list'], (host) => host.queue.read()),
  'jobs.add': checked(jobRoutes['jobs.add'], (host, job) => host.queue.add(job)),
  'jobs.resumeRun': checked(jobRoutes['jobs.resumeRun'], (host, { run }) => host.queue.resumeRun(run)),
  'jobs.pause': doing(jobRoutes['jobs.pause'], (host, { id }) => host.queue.pause(id)),
  'jobs.resume': doing(jobRoutes['jobs.resume'], (host, { id }) => host.queue.resume(id)),
  'jobs.cancel': doing(jobRoutes['jobs.cancel'], (host, { id }) => host.queue.cancel(id)),
  'jobs.move': doing(jobRoutes['jobs.move'], (host, { id, to }) => host.queue.move(id, to)),
  'jobs.hold': doing(jobRoutes['jobs.hold'], (host, { held }) => host.queue.hold(held)),
};
