import { hostOnlyRoutes } from '../../src-shared/routes/host-only-routes.ts';
import { hostRequestSchema, type HostAnswer, type HostRequest } from '../host/host-message.ts';

/** What a page may send at once, in characters of JSON. */
export const LARGEST_MESSAGE = 1_000_000;

/** The request in a page's JSON; undefined where it is none. */
export function parsePageRequest(text: string): HostRequest | undefined {
  if (text.length > LARGEST_MESSAGE) return undefined;
  try {
    return hostRequestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Why no page may ask for a route; undefined where it may. */
export function refuseRoute(route: string): HostAnswer | undefined {
  return Object.hasOwn(hostOnlyRoutes, route) ? refusal(`a page may not ask for "${route}"`) : undefined;
}

export function refusal(message: string): HostAnswer {
  return { ok: false, error: { code: 'bad-usage', message } };
}
