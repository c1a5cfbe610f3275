import { toEspalierError } from '../../src-shared/errors.ts';
import { DESTRUCTIVE_ROUTES, frontRoutes, type FrontRouteOutputs } from '../../src-shared/routes/front-routes.ts';
import type { HostAnswer } from '../host/host-message.ts';
import type { HostService } from '../pages/host-service.ts';
import { refusal, refuseRoute } from '../pages/page-request.ts';
import type { PathGrants } from './path-grants.ts';

export type FrontRoute = keyof FrontRouteOutputs;

/** What the routes answer; a confirmed request gives whatever the host's route does. */
type FrontAnswers = Omit<FrontRouteOutputs, 'shell.confirm'> & {
  readonly 'shell.confirm': { readonly answer: HostAnswer | null };
};

/** What the shell itself does for its page, input unchecked. */
export type FrontHandlers = { readonly [Name in FrontRoute]: (input: unknown) => Promise<FrontAnswers[Name]> };

/** Answers what a page asks. Never rejects. */
export type PageGate = (route: string, input: unknown) => Promise<HostAnswer>;

/**
 * Passes a page's requests on to the host, but for those that no page may make: a front's own routes, folder listings (a window has native
 * dialogs), destructive ones without a native question, and those that name a path which neither the user nor the host has named before.
 */
export function createPageGate(
  host: Pick<HostService, 'request'>,
  grants: PathGrants,
  handlers: FrontHandlers,
): PageGate {
  return async (route, input) => {
    try {
      const refused = refuseRoute(route) ?? refuseInWindow(route) ?? refusePath(input, grants);
      if (refused !== undefined) return refused;
      if (isFrontRoute(route)) return { ok: true, data: await handlers[route](input) };
      const answer = await host.request(route, input);
      if (answer.ok) grants.grantAllIn(answer.data);
      return answer;
    } catch (thrown) {
      const { code, message } = toEspalierError(thrown);
      return { ok: false, error: { code, message } };
    }
  };
}

function refuseInWindow(route: string): HostAnswer | undefined {
  if (route === 'files.list') return refusal('the window has native dialogs in place of "files.list"');
  if (DESTRUCTIVE_ROUTES.has(route)) return refusal(`"${route}" is carried out only after "shell.confirm"`);
  return undefined;
}

function refusePath(input: unknown, grants: PathGrants): HostAnswer | undefined {
  const path = grants.findUngranted(input);
  if (path === undefined) return undefined;
  return refusal(`"${path}" was not chosen in this window; choose it in the file dialog, or drop it on the window`);
}

function isFrontRoute(route: string): route is FrontRoute {
  return Object.hasOwn(frontRoutes, route);
}
