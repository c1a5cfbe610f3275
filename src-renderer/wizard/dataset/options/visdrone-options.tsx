import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../../language/language.ts';
import { CheckField } from '../../parts/check-field.tsx';
import { MoreSettings } from '../../parts/more-settings.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { detectionDataMessages } from '../detection-data-messages.ts';
import { InputSize } from './input-size.tsx';

type VisDrone = Extract<DatasetRecipe, { kind: 'visdrone' }>;

interface VisDroneOptionsProps {
  readonly dataset: VisDrone;
  readonly onChange: (dataset: VisDrone) => void;
}

type Part = VisDrone['test'];

const PARTS = ['val', 'test-dev', 'train'] as const satisfies readonly Part[];
const OFFICIAL: readonly Part[] = ['train'];

/** The size of the input, and which of the published parts are trained and tested on. */
export function VisDroneOptions({ dataset, onChange }: VisDroneOptionsProps): ReactNode {
  const say = useMessages(detectionDataMessages);
  const { train = OFFICIAL, test } = dataset;
  const set = (parts: readonly Part[], tested: Part): void => {
    const trained = parts.filter((part) => part === 'train' || part !== tested);
    const isOfficial = trained.length === 0 || trained.join() === OFFICIAL.join();
    onChange({ ...dataset, train: isOfficial ? undefined : trained, test: tested });
  };
  return (
    <>
      <InputSize size={dataset.size} onChange={(size) => onChange({ ...dataset, size })} />
      <SelectField
        label={say.testOn}
        hint={test === 'train' ? say.testOnTrainHint : undefined}
        value={test}
        options={PARTS.map((part) => [part, say.visDroneParts[part]] as const)}
        onChange={(part) => set(train, part)}
      />
      <MoreSettings>
        <fieldset className="wizard-stack">
          <legend className="wizard-legend">{say.trainOn}</legend>
          <p className="quiet">{say.trainOnHint}</p>
          {PARTS.toReversed().map((part) => (
            <CheckField
              key={part}
              label={`VisDrone2019-DET-${part}`}
              checked={train.includes(part)}
              disabled={part !== 'train' && part === test}
              onChange={(on) =>
                set(
                  PARTS.filter((one) => (one === part ? on : train.includes(one))),
                  test,
                )
              }
            />
          ))}
        </fieldset>
      </MoreSettings>
    </>
  );
}
