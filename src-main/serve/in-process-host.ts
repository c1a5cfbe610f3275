import { answerRequest } from '../host/answer-request.ts';
import type { Host } from '../host/host.ts';
import type { HostService } from '../pages/host-service.ts';

/** The host of this process as pages see it. */
export function serviceOf(host: Host): HostService {
  return {
    request: (route, input) => answerRequest(host, route, input),
    onEvent: (listener) => host.onEvent(listener),
  };
}
