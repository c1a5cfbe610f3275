import type { ReactNode } from 'react';
import { addressOf, type Place } from './place.ts';

interface LinkProps {
  readonly to: Place;
  readonly className?: string;
  readonly current?: boolean;
  readonly children: ReactNode;
}

/** A link to a place of the application. */
export function Link({ to, className, current = false, children }: LinkProps): ReactNode {
  return (
    <a href={addressOf(to)} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  );
}
