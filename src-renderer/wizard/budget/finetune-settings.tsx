import type { ReactNode } from 'react';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { finetuneSettings } from '../../../src-shared/training-settings.ts';
import { useMessages } from '../../language/language.ts';
import { taskOfDraft } from '../draft/choose.ts';
import { usualSettings } from '../draft/usual-settings.ts';
import { CheckField } from '../parts/check-field.tsx';
import { MoreSettings } from '../parts/more-settings.tsx';
import { NumberField, OptionalNumberField } from '../parts/number-field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';
import { LengthNotice } from './length-notice.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { TrainingExtras } from './training-extras.tsx';

type Finetuning = NonNullable<Recipe['finetune']>;

const USUAL_STEPS = 100;

/** The training of what was pruned. */
export function FinetuneSettings(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft, change } = useWizard();
  const { finetune } = draft;
  const settings = finetuneSettings(draft);
  const isDetector = taskOfDraft(draft) === 'detection';
  const usual = usualSettings(taskOfDraft(draft), draft.network).finetune;
  const set = (next: Partial<Finetuning>): void =>
    change((before) => ({ ...before, finetune: { ...(before.finetune ?? usual), ...next } }));
  return (
    <section className="card" aria-labelledby="wizard-finetuning">
      <h3 id="wizard-finetuning">{say.finetuning}</h3>
      <CheckField
        label={say.finetuningOn}
        hint={say.finetuningHint}
        checked={finetune !== undefined}
        onChange={(on) => change((before) => ({ ...before, finetune: on ? usual : undefined }))}
      />
      {finetune !== undefined && (
        <>
          <div className="wizard-fields">
            <SelectField
              label={say.length}
              value={finetune.steps === undefined ? 'epochs' : 'steps'}
              options={[
                ['epochs', say.lengths.epochs],
                ['steps', say.lengths.steps],
              ]}
              onChange={(unit) =>
                set(
                  unit === 'steps'
                    ? { epochs: undefined, steps: USUAL_STEPS }
                    : { epochs: usual.epochs, steps: undefined },
                )
              }
            />
            {finetune.steps === undefined ? (
              <NumberField
                label={say.epochs}
                hint={say.epochsHint}
                value={finetune.epochs ?? 0}
                from={0}
                step={1}
                whole
                onChange={(epochs) => set({ epochs })}
              />
            ) : (
              <NumberField
                label={say.steps}
                hint={say.stepsHint}
                value={finetune.steps}
                from={1}
                step={50}
                whole
                onChange={(steps) => set({ steps })}
              />
            )}
          </div>
          {settings !== undefined && <LengthNotice length={settings} />}
          <MoreSettings>
            <div className="wizard-fields">
              <NumberField
                label={say.learningRate}
                value={finetune.learningRate}
                from={0}
                above
                step={0.005}
                onChange={(learningRate) => set({ learningRate })}
              />
              <ScheduleField value={finetune.schedule} onChange={(schedule) => set({ schedule })} />
              <OptionalNumberField
                label={say.batchSize}
                value={finetune.batchSize}
                placeholder={say.asInTraining}
                from={1}
                to={4096}
                step={isDetector ? 1 : 16}
                whole
                onChange={(batchSize) => set({ batchSize })}
              />
              <NumberField
                label={say.sparsity}
                hint={say.sparsityHint}
                value={finetune.sparsity}
                from={0}
                step={1e-5}
                onChange={(sparsity) => set({ sparsity })}
              />
            </div>
            <TrainingExtras extras={finetune} inherited={draft.train} isDetector={isDetector} onChange={set} />
          </MoreSettings>
        </>
      )}
    </section>
  );
}
