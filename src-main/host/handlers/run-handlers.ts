import { EspalierError } from '../../../src-shared/errors.ts';
import { runRoutes, type RunRouteOutputs } from '../../../src-shared/routes/run-routes.ts';
import { compareRuns } from '../../report/compare-runs.ts';
import { renderHtml } from '../../report/html-report.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import type { Host } from '../host.ts';
import { checked, doing, type Handlers } from './handlers.ts';

export const runHandlers: Handlers<RunRouteOutputs> = {
  'runs.list': checked(runRoutes['runs.list'], (host, { project }) => {
    // Before the notices, for reading them may make some.
    const runs = host.listRuns(project);
    return { home: host.home, notices: host.notices, runs };
  }),
  'runs.show': checked(runRoutes['runs.show'], (host, { id }) => host.showRun(id)),
  'runs.curves': checked(runRoutes['runs.curves'], (host, { id, ...window }) => host.readCurves(id, window)),
  'runs.compare': checked(runRoutes['runs.compare'], (host, { ids }) =>
    compareRuns(ids.map((id) => finishedRun(host, id))),
  ),
  'runs.predictions': checked(runRoutes['runs.predictions'], async (host, { id, variant, examples }) => {
    const result = finishedRun(host, id);
    const compared = await host.workbench.ask('compare-predictions', { result, variant, examples });
    return { ...compared, examples: compared.examples.map((one) => ({ ...one, image: host.images.keep(one.image) })) };
  }),
  'runs.detections': checked(runRoutes['runs.detections'], async (host, { id, ...input }) => {
    const result = finishedRun(host, id);
    const compared = await host.workbench.ask('compare-detections', { result, ...input });
    return { ...compared, examples: compared.examples.map((one) => ({ ...one, image: host.images.keep(one.image) })) };
  }),
  'runs.report': checked(runRoutes['runs.report'], (host, { ids }) =>
    renderHtml(ids.map((id) => finishedRun(host, id))),
  ),
  'runs.move': doing(runRoutes['runs.move'], (host, { id, project }) => host.moveRun(id, project)),
  'runs.stakes': checked(runRoutes['runs.stakes'], (host, { id }) => host.weighRun(id)),
  'runs.delete': doing(runRoutes['runs.delete'], (host, { id }) => host.deleteRun(id)),
};

/** @throws EspalierError `not-found`. */
export function finishedRun(host: Host, id: string): RunResult {
  const { name, state, result } = host.findRun(id);
  if (result === null) throw new EspalierError('not-found', `"${name}" has no report yet: its state is "${state}"`);
  return result;
}
