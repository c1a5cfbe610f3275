import type { z } from 'zod';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import type { Answer, Route, RouteOutputs } from '../../src-shared/routes.ts';
import { routeInputs } from '../../src-shared/routes.ts';
import { renderHtml } from '../report/html-report.ts';
import type { Host } from './host.ts';

type Handler<Output> = (host: Host, input: unknown) => Output;

/** Everything that a front can make the host do. */
const handlers: { readonly [Name in Route]: Handler<RouteOutputs[Name]> } = {
  'runs.list': checked(routeInputs['runs.list'], (host) => {
    const runs = host.listRuns();
    return { home: host.home, notices: host.notices, runs };
  }),
  'projects.list': checked(routeInputs['projects.list'], (host) => host.listProjects()),
  'projects.show': checked(routeInputs['projects.show'], (host, { name }) => host.showProject(name)),
  'runs.report': checked(routeInputs['runs.report'], (host, { id }) => {
    const run = host.findRun(id);
    if (run.result === null) {
      throw new EspalierError('not-found', `"${run.name}" has no report yet: its state is "${run.state}"`);
    }
    return renderHtml([run.result]);
  }),
};

/** Answers one request of a front; whatever goes wrong is in the answer, nothing is thrown. */
export function answerRequest(host: Host, route: string, input: unknown): Answer<unknown> {
  try {
    if (!isRoute(route)) throw new EspalierError('bad-usage', `the host has no route "${route}"`);
    return { ok: true, data: handlers[route](host, input) };
  } catch (thrown) {
    const { code, message } = toEspalierError(thrown);
    return { ok: false, error: { code, message } };
  }
}

function isRoute(name: string): name is Route {
  return Object.hasOwn(handlers, name);
}

function checked<Schema extends z.ZodType, Output>(
  schema: Schema,
  handle: (host: Host, input: z.output<Schema>) => Output,
): Handler<Output> {
  return (host, input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      throw new EspalierError('bad-usage', `the request is not valid: ${parsed.error.message}`, {
        cause: parsed.error,
      });
    }
    return handle(host, parsed.data);
  };
}
