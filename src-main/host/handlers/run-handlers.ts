import { EspalierError } from '../../../src-shared/errors.ts';
import { runRoutes, type RunRouteOutputs } from '../../../src-shared/routes/run-routes.ts';
import { renderHtml } from '../../report/html-report.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import type { Host } from '../host.ts';
import { checked, type Handlers } from './handlers.ts';

export const runHandlers: Handlers<RunRouteOutputs> = {
  'runs.list': checked(runRoutes['runs.list'], (host, { project }) => {
    // Before the notices, for reading them may make some.
    const runs = host.listRuns(project);
    return { home: host.home, notices: host.notices, runs };
  }),
  'runs.show': checked(runRoutes['runs.show'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'runs.curves': checked(runRoutes['runs.curves'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'runs.compare': checked(runRoutes['runs.compare'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'runs.predictions': checked(runRoutes['runs.predictions'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'runs.report': checked(runRoutes['runs.report'], (host, { ids }) =>
    renderHtml(ids.map((id) => finishedRun(host, id))),
  ),
  'runs.move': checked(runRoutes['runs.move'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'runs.stakes': checked(runRoutes['runs.stakes'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
  'runs.delete': checked(runRoutes['runs.delete'], () => {
    throw new EspalierError('internal', 'not built yet');
  }),
};

/** @throws EspalierError `not-found`. */
export function finishedRun(host: Host, id: string): RunResult {
  const { name, state, result } = host.findRun(id);
  if (result === null) throw new EspalierError('not-found', `"${name}" has no report yet: its state is "${state}"`);
  return result;
}
