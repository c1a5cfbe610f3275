import type { ReactNode } from 'react';
import type { RouteError } from '../../src-shared/routes.ts';
import { useMessages } from '../language/language.ts';
import { errorMessages } from './error-messages.ts';

interface FailureProps {
  readonly error: RouteError;
  readonly onRetry?: (() => void) | undefined;
  /** What was kept, what can be done: under the reason. */
  readonly children?: ReactNode;
}

/** What went wrong: what kind of thing in the user's language, the reason as the host gave it, and what can be done. */
export function Failure({ error, onRetry, children }: FailureProps): ReactNode {
  const say = useMessages(errorMessages);
  return (
    <section className="notice notice-error" role="alert">
      <h2>{say.kinds[error.code]}</h2>
      <p>{error.message}</p>
      {children}
      {onRetry !== undefined && (
        <p>
          <button type="button" onClick={onRetry}>
            {say.retry}
          </button>
        </p>
      )}
    </section>
  );
}
