import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { carriedSettings } from '../draft/carried-settings.ts';
import { StepFrame } from '../step-frame.tsx';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';
import { CertaintySettings } from './certainty-settings.tsx';
import { DeviceSettings } from './device-settings.tsx';
import { EstimatePanel } from './estimate-panel.tsx';
import { EvaluateSettings } from './evaluate-settings.tsx';
import { ExportSettings } from './export-settings.tsx';
import { FinetuneSettings } from './finetune-settings.tsx';
import { TrainingSettings } from './training-settings.tsx';

/** How much time the run may take, and what it takes. */
export function BudgetStep(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft } = useWizard();
  const carried = carriedSettings(draft);
  return (
    <StepFrame title={say.title} lead={say.lead}>
      <div className="wizard-beside">
        <div className="wizard-settings">
          <TrainingSettings />
          <FinetuneSettings />
          <EvaluateSettings />
          <CertaintySettings />
          <DeviceSettings />
          <ExportSettings />
          {carried.length > 0 && (
            <p className="quiet">
              {say.carried} <code>{carried.map(([key, value]) => `${key} ${value}`).join(', ')}</code>
            </p>
          )}
        </div>
        <EstimatePanel />
      </div>
    </StepFrame>
  );
}
