import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Page } from '../frame/page.tsx';
import { useMessages } from '../language/language.ts';
import { BudgetStep } from './budget/budget-step.tsx';
import { DatasetStep } from './dataset/dataset-step.tsx';
import type { Draft, Step } from './draft/draft.ts';
import { writeStoredDraft } from './draft/stored-draft.ts';
import { MethodStep } from './method/method-step.tsx';
import { NetworkStep } from './network/network-step.tsx';
import { ReviewStep } from './review/review-step.tsx';
import { OpenRecipeButton } from './start/open-recipe-button.tsx';
import type { RecipeSource } from './start/recipe-source.ts';
import { StepList } from './step-list.tsx';
import { SummaryRail } from './summary-rail.tsx';
import { useFindings } from './use-findings.ts';
import { WizardContext, type WizardState } from './wizard-context.ts';
import { wizardMessages } from './wizard-messages.ts';

interface WizardProps {
  readonly origin: string;
  readonly initialDraft: Draft;
  readonly initialStep: Step;
  readonly onStartAnew: () => void;
  readonly onOpenRecipe: (source: RecipeSource) => void;
}

/** The five steps with what has been chosen beside them. Every change is kept at once. */
export function Wizard({ origin, initialDraft, initialStep, onStartAnew, onOpenRecipe }: WizardProps): ReactNode {
  const say = useMessages(wizardMessages);
  const [draft, setDraft] = useState(initialDraft);
  const [step, setStep] = useState(initialStep);
  const findings = useFindings(draft, step);
  const content = useRef<HTMLDivElement>(null);

  const store = useRef({ draft: initialDraft, step: initialStep });
  const keep = useCallback(
    (next: { readonly draft?: Draft; readonly step?: Step }) => {
      store.current = { ...store.current, ...next };
      writeStoredDraft({
        version: 1,
        origin,
        changedAt: new Date().toISOString(),
        step: store.current.step,
        draft: store.current.draft,
      });
    },
    [origin],
  );
  const change = useCallback(
    (next: (draft: Draft) => Draft) => {
      const changed = next(store.current.draft);
      keep({ draft: changed });
      setDraft(changed);
    },
    [keep],
  );
  const goToStep = useCallback(
    (next: Step) => {
      keep({ step: next });
      setStep(next);
    },
    [keep],
  );

  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    window.scrollTo(0, 0);
    content.current?.querySelector('h2')?.focus();
  }, [step]);

  const state: WizardState = useMemo(
    () => ({ draft, change, findings, step, goToStep }),
    [draft, change, findings, step, goToStep],
  );
  return (
    <WizardContext value={state}>
      <Page
        title={say.title}
        actions={
          <>
            <OpenRecipeButton onOpen={onOpenRecipe} />
            <button type="button" onClick={onStartAnew}>
              {say.startAnew}
            </button>
          </>
        }
      >
        <StepList />
        <div className="wizard">
          <div ref={content} className="wizard-content">
            <CurrentStep step={step} />
          </div>
          <SummaryRail />
        </div>
      </Page>
    </WizardContext>
  );
}

function CurrentStep({ step }: { readonly step: Step }): ReactNode {
  switch (step) {
    case 'dataset':
      return <DatasetStep />;
    case 'network':
      return <NetworkStep />;
    case 'method':
      return <MethodStep />;
    case 'budget':
      return <BudgetStep />;
    case 'review':
      return <ReviewStep />;
  }
}
