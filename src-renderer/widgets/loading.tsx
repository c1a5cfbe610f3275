import type { ReactNode } from 'react';

/** Something is on its way: said to screen readers, shown after a moment, so that what comes at once does not flicker. */
export function Loading({ label }: { readonly label: string }): ReactNode {
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      {label}
    </p>
  );
}
