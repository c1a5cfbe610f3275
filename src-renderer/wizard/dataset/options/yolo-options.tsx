import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../../language/language.ts';
import { Field } from '../../../widgets/field.tsx';
import { ChosenPath } from '../../parts/chosen-path.tsx';
import { MoreSettings } from '../../parts/more-settings.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { datasetMessages } from '../dataset-messages.ts';
import { detectionDataMessages } from '../detection-data-messages.ts';
import { InputSize } from './input-size.tsx';
import { TestPart } from './test-part.tsx';

type Yolo = Extract<DatasetRecipe, { kind: 'yolo' }>;

interface YoloOptionsProps {
  readonly dataset: Yolo;
  readonly onChange: (dataset: Yolo) => void;
}

/** What the classes of a YOLO folder are called, and what of its images is tested on. */
export function YoloOptions({ dataset, onChange }: YoloOptionsProps): ReactNode {
  const say = useMessages(detectionDataMessages);
  const general = useMessages(datasetMessages);
  const { test } = dataset;
  return (
    <>
      <InputSize size={dataset.size} onChange={(size) => onChange({ ...dataset, size })} />
      <ChosenPath
        label={say.namesFile}
        path={dataset.names}
        none={say.namesInFolder}
        what="class-names"
        onChoose={(names) => onChange({ ...dataset, names })}
      />
      <div className="wizard-fields">
        <TestPart
          test={test}
          named={say.testOnFolder}
          firstName="val"
          onChange={(next) => onChange({ ...dataset, test: next })}
        />
        {typeof test === 'string' && test !== 'train' && (
          <Field label={say.testFolder} hint={say.testFolderHint}>
            {(attributes) => (
              <input
                {...attributes}
                value={test}
                spellCheck={false}
                onChange={({ target }) => onChange({ ...dataset, test: target.value })}
              />
            )}
          </Field>
        )}
      </div>
      <MoreSettings>
        <NumberField
          label={general.splitSeed}
          value={dataset.seed}
          from={0}
          step={1}
          whole
          onChange={(seed) => onChange({ ...dataset, seed })}
        />
      </MoreSettings>
    </>
  );
}
