import type { Answer, Route, RouteInput, RouteOutputs } from '../src-shared/routes.ts';

declare global {
  interface Window {
    /** The preload's only gift: a way to ask the host. */
    readonly espalier: {
      request<Name extends Route>(route: Name, input: RouteInput<Name>): Promise<Answer<RouteOutputs[Name]>>;
    };
  }
}

/** Asks the host; a broken connection is an answer too, so that callers have one kind of failure. */
export async function ask<Name extends Route>(
  route: Name,
  input: RouteInput<Name>,
): Promise<Answer<RouteOutputs[Name]>> {
  try {
    return await window.espalier.request(route, input);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, error: { code: 'internal', message } };
  }
}

/** Where the shell serves a run's report. */
export function reportAddress(runId: string): string {
  return `app://report/${encodeURIComponent(runId)}`;
}
