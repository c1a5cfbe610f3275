import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { Link } from '../../navigation/link.tsx';
import { reviewMessages } from './review-messages.ts';

/** Says that the same was run before, and where its result is. */
export function FinishedBefore({ run }: { readonly run: string }): ReactNode {
  const say = useMessages(reviewMessages);
  return (
    <section className="notice" role="status">
      <h3>{say.finished}</h3>
      <p>{say.finishedText}</p>
      <Link to={{ page: 'run', id: run }} className="button">
        {say.look}
      </Link>
    </section>
  );
}
