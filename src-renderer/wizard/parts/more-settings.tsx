import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { partMessages } from './part-messages.ts';

/** Settings that most people leave alone, behind a fold. */
export function MoreSettings({ children }: { readonly children: ReactNode }): ReactNode {
  const say = useMessages(partMessages);
  return (
    <details className="wizard-more">
      <summary>{say.more}</summary>
      <div className="wizard-more-content">{children}</div>
    </details>
  );
}
