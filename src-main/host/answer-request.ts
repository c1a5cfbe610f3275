import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import type { Answer, Route, RouteOutputs } from '../../src-shared/routes.ts';
import { exportHandlers } from './handlers/export-handlers.ts';
import type { Handlers } from './handlers/handlers.ts';
import { jobHandlers } from './handlers/job-handlers.ts';
import { machineHandlers } from './handlers/machine-handlers.ts';
import { projectHandlers } from './handlers/project-handlers.ts';
import { runHandlers } from './handlers/run-handlers.ts';
import { wizardHandlers } from './handlers/wizard-handlers.ts';
import type { Host } from './host.ts';

/** Everything that a front can make the host do. */
const handlers: Handlers<RouteOutputs> = {
  ...runHandlers,
  ...projectHandlers,
  ...jobHandlers,
  ...wizardHandlers,
  ...exportHandlers,
  ...machineHandlers,
};

/** Answers one request of a front; whatever goes wrong is in the answer, nothing is thrown. */
export async function answerRequest(host: Host, route: string, input: unknown): Promise<Answer<unknown>> {
  try {
    if (!isRoute(route)) throw new EspalierError('bad-usage', `the host has no route "${route}"`);
    return { ok: true, data: await handlers[route](host, input) };
  } catch (thrown) {
    const { code, message } = toEspalierError(thrown);
    return { ok: false, error: { code, message } };
  }
}

function isRoute(name: string): name is Route {
  return Object.hasOwn(handlers, name);
}
