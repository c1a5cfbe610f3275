import { useCallback, useEffect, useRef, useState } from 'react';
import type { Route, RouteError, RouteOutputs, RouteRequest } from '../../src-shared/routes.ts';
import { useFront } from './front-context.ts';

/** Where a question to the host stands. What was answered last stays to be seen while it is asked again. */
export type Asked<Data> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: RouteError }
  | { readonly state: 'loaded'; readonly data: Data; readonly stale: boolean };

/**
 * Asks the host when the component appears and whenever the input changes; of answers that overtake each other the newest question's counts. Nothing
 * is asked while the input is undefined.
 */
export function useAnswer<Name extends Route>(
  route: Name,
  input: RouteRequest<Name> | undefined,
): { readonly asked: Asked<RouteOutputs[Name]>; readonly reload: () => void } {
  const front = useFront();
  const [asked, setAsked] = useState<Asked<RouteOutputs[Name]>>({ state: 'loading' });
  const newest = useRef(0);
  const latestInput = useRef(input);
  const key = input === undefined ? undefined : JSON.stringify(input);
  useEffect(() => {
    latestInput.current = input;
  });

  const reload = useCallback(() => {
    const given = latestInput.current;
    const question = ++newest.current;
    if (given === undefined) return;
    setAsked((before) => (before.state === 'loaded' ? { ...before, stale: true } : { state: 'loading' }));
    void front.request(route, given).then((answer) => {
      if (question !== newest.current) return;
      setAsked(
        answer.ok ? { state: 'loaded', data: answer.data, stale: false } : { state: 'failed', error: answer.error },
      );
    });
  }, [front, route]);

  useEffect(() => {
    if (key !== undefined) reload();
  }, [key, reload]);

  return { asked, reload };
}
