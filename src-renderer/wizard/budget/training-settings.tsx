import type { ReactNode } from 'react';
import type { TrainRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { startsUntrained, taskOfDraft } from '../draft/choose.ts';
import { usualSettings } from '../draft/usual-settings.ts';
import { CheckField } from '../parts/check-field.tsx';
import { MoreSettings } from '../parts/more-settings.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';
import { LengthNotice } from './length-notice.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { TrainingExtras } from './training-extras.tsx';

/** The training that comes before pruning. */
export function TrainingSettings(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft, change } = useWizard();
  const { train } = draft;
  const isDetector = taskOfDraft(draft) === 'detection';
  const usual = usualSettings(taskOfDraft(draft), draft.network).train;
  const needed = startsUntrained(draft.network);
  const set = (next: Partial<TrainRecipe>): void =>
    change((before) => ({ ...before, train: { ...(before.train ?? usual), ...next } }));
  return (
    <section className="card" aria-labelledby="wizard-training">
      <h3 id="wizard-training">{say.training}</h3>
      {needed && train !== undefined ? (
        <p className="quiet">{say.trainingNeeded}</p>
      ) : (
        <CheckField
          label={say.trainingOn}
          hint={needed ? say.trainingNeeded : say.trainingOptional}
          checked={train !== undefined}
          onChange={(on) => change((before) => ({ ...before, train: on ? usual : undefined }))}
        />
      )}
      {train !== undefined && (
        <>
          <div className="wizard-fields">
            <NumberField
              label={say.epochs}
              hint={say.epochsHint}
              value={train.epochs}
              from={1}
              step={1}
              whole
              onChange={(epochs) => set({ epochs })}
            />
            <NumberField
              label={say.batchSize}
              hint={say.batchSizeHint}
              value={train.batchSize}
              from={1}
              to={4096}
              step={isDetector ? 1 : 16}
              whole
              onChange={(batchSize) => set({ batchSize })}
            />
          </div>
          <LengthNotice length={train} />
          <MoreSettings>
            <div className="wizard-fields">
              <NumberField
                label={say.learningRate}
                value={train.learningRate}
                from={0}
                above
                step={0.01}
                onChange={(learningRate) => set({ learningRate })}
              />
              <ScheduleField value={train.schedule} onChange={(schedule) => set({ schedule })} />
              <NumberField
                label={say.sparsity}
                hint={say.sparsityHint}
                value={train.sparsity}
                from={0}
                step={1e-5}
                onChange={(sparsity) => set({ sparsity })}
              />
              <NumberField
                label={train.optimizer === 'adam' ? say.momentumOfAdam : say.momentum}
                value={train.momentum}
                from={0}
                to={1}
                below
                step={0.05}
                onChange={(momentum) => set({ momentum })}
              />
              <NumberField
                label={say.weightDecay}
                value={train.weightDecay}
                from={0}
                step={1e-4}
                onChange={(weightDecay) => set({ weightDecay })}
              />
            </div>
            <TrainingExtras extras={train} isDetector={isDetector} onChange={set} />
            <CheckField
              label={isDetector ? say.augmentScenes : say.augment}
              checked={train.augment}
              onChange={(augment) => set({ augment })}
            />
          </MoreSettings>
        </>
      )}
    </section>
  );
}
