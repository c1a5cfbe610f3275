import type { ReactNode } from 'react';
import type { RunState } from '../../src-shared/run.ts';

const LABELS: Readonly<Record<RunState, string>> = {
  running: 'Running',
  interrupted: 'Interrupted',
  failed: 'Failed',
  done: 'Done',
};

/** The state in a word; the colour only repeats it. */
export function RunStateMark({ state }: { readonly state: RunState }): ReactNode {
  return <span className={`state state-${state}`}>{LABELS[state]}</span>;
}
