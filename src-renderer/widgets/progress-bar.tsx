import type { ReactNode } from 'react';

interface ProgressBarProps {
  readonly label: string;
  /** In [0, 1]; undefined where it is not known. */
  readonly share: number | undefined;
}

export function ProgressBar({ label, share }: ProgressBarProps): ReactNode {
  return <progress className="progress-bar" aria-label={label} max={1} value={share} />;
}
