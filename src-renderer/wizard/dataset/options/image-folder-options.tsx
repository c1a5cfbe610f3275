import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../../language/language.ts';
import { Field } from '../../../widgets/field.tsx';
import { MoreSettings } from '../../parts/more-settings.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { useWizard } from '../../wizard-context.ts';
import { datasetMessages } from '../dataset-messages.ts';

type ImageFolder = Extract<DatasetRecipe, { kind: 'image-folder' }>;

interface ImageFolderOptionsProps {
  readonly dataset: ImageFolder;
  readonly onChange: (dataset: ImageFolder) => void;
}

/** What only folders of images have: the size that all are brought to, and what is kept for testing. */
export function ImageFolderOptions({ dataset, onChange }: ImageFolderOptionsProps): ReactNode {
  const say = useMessages(datasetMessages);
  const { findings } = useWizard();
  const [height, width] = dataset.size;
  const report = findings.report?.state === 'loaded' ? findings.report.data : undefined;
  const undivided = report?.findings.some(({ code }) => code === 'undivided') === true;
  return (
    <>
      <div className="wizard-fields">
        <NumberField
          label={say.height}
          hint={say.sizeHint}
          value={height}
          from={8}
          to={1024}
          step={8}
          whole
          onChange={(side) => onChange({ ...dataset, size: [side, width] })}
        />
        <NumberField
          label={say.width}
          value={width}
          from={8}
          to={1024}
          step={8}
          whole
          onChange={(side) => onChange({ ...dataset, size: [height, side] })}
        />
        {(undivided || typeof dataset.test === 'number') && (
          <NumberField
            label={say.testShare}
            hint={say.testShareHint}
            value={Number(((typeof dataset.test === 'number' ? dataset.test : 0.2) * 100).toPrecision(6))}
            from={0}
            to={100}
            above
            below
            step={5}
            onChange={(percent) => onChange({ ...dataset, test: Number((percent / 100).toPrecision(12)) })}
          />
        )}
      </div>
      <MoreSettings>
        <Field label={say.testFolder} hint={say.testFolderHint}>
          {(attributes) => (
            <input
              {...attributes}
              value={typeof dataset.test === 'string' ? dataset.test : ''}
              spellCheck={false}
              onChange={({ target }) => onChange({ ...dataset, test: target.value === '' ? undefined : target.value })}
            />
          )}
        </Field>
        <NumberField
          label={say.splitSeed}
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
