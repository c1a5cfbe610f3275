import { useCallback, useState } from 'react';
import type { Answer, RouteError } from '../../src-shared/routes.ts';

/** Something the user asked for; undefined where they changed their mind. */
export type Action<Data> = () => Promise<Answer<Data> | undefined>;

interface ActionState {
  /** Why the last one failed. */
  readonly failure: RouteError | undefined;
  readonly busy: boolean;
  /** Gives what it brought; undefined where it failed or was not done. */
  readonly perform: <Data>(action: Action<Data>) => Promise<{ readonly data: Data } | undefined>;
}

/** Carries out what the user asks for, and keeps why it failed for the page to say. */
export function useAction(): ActionState {
  const [failure, setFailure] = useState<RouteError>();
  const [pending, setPending] = useState(0);

  const perform = useCallback(async <Data>(action: Action<Data>) => {
    setFailure(undefined);
    setPending((count) => count + 1);
    const answer = await action();
    setPending((count) => count - 1);
    if (answer === undefined) return undefined;
    if (answer.ok) return { data: answer.data };
    setFailure(answer.error);
    return undefined;
  }, []);

  return { failure, busy: pending > 0, perform };
}
