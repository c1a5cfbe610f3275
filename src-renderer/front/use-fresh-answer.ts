import type { Route, RouteOutputs, RouteRequest } from '../../src-shared/routes.ts';
import { useAnswer, type Asked } from './use-answer.ts';
import { useHostEvent } from './use-host-event.ts';

/** Like `useAnswer`, and asks again whenever runs or projects have changed. */
export function useFreshAnswer<Name extends Route>(
  route: Name,
  input: RouteRequest<Name> | undefined,
): { readonly asked: Asked<RouteOutputs[Name]>; readonly reload: () => void } {
  const answer = useAnswer(route, input);
  useHostEvent('runs', answer.reload);
  return answer;
}
