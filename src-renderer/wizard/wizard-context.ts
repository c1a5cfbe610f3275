import { createContext, useContext } from 'react';
import type { Draft, Step } from './draft/draft.ts';
import type { WizardFindings } from './use-findings.ts';

/** What every part of the wizard works with. */
export interface WizardState {
  readonly draft: Draft;
  /** Replaces the draft by what the function makes of it. */
  readonly change: (next: (draft: Draft) => Draft) => void;
  readonly findings: WizardFindings;
  readonly step: Step;
  readonly goToStep: (step: Step) => void;
}

export const WizardContext = createContext<WizardState | undefined>(undefined);

export function useWizard(): WizardState {
  const state = useContext(WizardContext);
  if (state === undefined) throw new Error('there is no wizard around this component');
  return state;
}
