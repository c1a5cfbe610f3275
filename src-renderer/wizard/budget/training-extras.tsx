import type { ReactNode } from 'react';
import type { TrainRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { CheckField } from '../parts/check-field.tsx';
import { OptionalNumberField } from '../parts/number-field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { trainingMessages } from './training-messages.ts';

type Extras = Pick<TrainRecipe, 'optimizer' | 'warmupSteps' | 'mosaic' | 'evaluateEvery' | 'accumulate' | 'recompute'>;

interface TrainingExtrasProps {
  readonly extras: Extras;
  /** Of fine-tuning: the training that gives what is not set. */
  readonly inherited?: Extras | undefined;
  readonly isDetector: boolean;
  readonly onChange: (extras: Extras) => void;
}

/** How steps are taken, how they begin, how often the network is tested, in how many parts a batch is done and what is kept meanwhile; of detectors whether images are put together. */
export function TrainingExtras({ extras, inherited, isDetector, onChange }: TrainingExtrasProps): ReactNode {
  const say = useMessages(trainingMessages);
  const optimizer = extras.optimizer ?? inherited?.optimizer ?? 'sgd';
  return (
    <>
      <div className="wizard-fields">
        <SelectField
          label={say.optimizer}
          hint={say.optimizerHints[optimizer]}
          value={optimizer}
          options={[
            ['sgd', say.optimizers.sgd],
            ['adam', say.optimizers.adam],
          ]}
          onChange={(next) => onChange({ optimizer: next })}
        />
        <OptionalNumberField
          label={say.warmup}
          hint={say.warmupHint}
          value={extras.warmupSteps}
          placeholder={say.none}
          from={0}
          step={50}
          whole
          onChange={(warmupSteps) => onChange({ warmupSteps })}
        />
        <OptionalNumberField
          label={say.evaluateEvery}
          hint={say.evaluateEveryHint}
          value={extras.evaluateEvery}
          placeholder={String(inherited?.evaluateEvery ?? 1)}
          from={1}
          step={1}
          whole
          onChange={(evaluateEvery) => onChange({ evaluateEvery })}
        />
        <OptionalNumberField
          label={say.accumulate}
          hint={say.accumulateHint}
          value={extras.accumulate}
          placeholder={String(inherited?.accumulate ?? 1)}
          from={1}
          to={4096}
          step={1}
          whole
          onChange={(accumulate) => onChange({ accumulate })}
        />
      </div>
      <CheckField
        label={say.recompute}
        hint={say.recomputeHint}
        checked={extras.recompute ?? inherited?.recompute ?? false}
        onChange={(recompute) => onChange({ recompute })}
      />
      {isDetector && (
        <CheckField
          label={say.mosaic}
          hint={say.mosaicHint}
          checked={extras.mosaic ?? inherited?.mosaic ?? false}
          onChange={(mosaic) => onChange({ mosaic })}
        />
      )}
    </>
  );
}
