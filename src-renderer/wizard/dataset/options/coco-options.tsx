import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../../language/language.ts';
import { CheckField } from '../../parts/check-field.tsx';
import { ChosenPath } from '../../parts/chosen-path.tsx';
import { MoreSettings } from '../../parts/more-settings.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { useWizard } from '../../wizard-context.ts';
import { datasetMessages } from '../dataset-messages.ts';
import { detectionDataMessages } from '../detection-data-messages.ts';
import { InputSize } from './input-size.tsx';
import { TestPart } from './test-part.tsx';

type Coco = Extract<DatasetRecipe, { kind: 'coco' }>;

interface CocoOptionsProps {
  readonly dataset: Coco;
  readonly onChange: (dataset: Coco) => void;
}

/** Where the images of a COCO file are, what of them is tested on, and which categories don't count. */
export function CocoOptions({ dataset, onChange }: CocoOptionsProps): ReactNode {
  const say = useMessages(detectionDataMessages);
  const general = useMessages(datasetMessages);
  const { facts } = useWizard().findings;
  const { images, test, testImages, ignore, seed } = dataset;
  const classes = facts?.state === 'loaded' ? facts.data.classes : [];
  const named = typeof test === 'string' && test !== 'train';
  return (
    <>
      <InputSize size={dataset.size} onChange={(size) => onChange({ ...dataset, size })} />
      <ChosenPath
        label={say.imageFolder}
        path={images}
        none={say.imagesBeside}
        what="dataset-folder"
        onChoose={(folder) => onChange({ ...dataset, images: folder })}
      />
      <div className="wizard-fields">
        <TestPart
          test={test}
          named={say.testOnFile}
          firstName=""
          onChange={(next) => onChange({ ...dataset, test: next })}
        />
      </div>
      {named && (
        <>
          <ChosenPath
            label={say.testFile}
            path={test}
            none={say.nothing}
            what="annotations"
            onChoose={(file) => onChange({ ...dataset, test: file ?? '' })}
          />
          <ChosenPath
            label={say.testImageFolder}
            path={testImages}
            none={say.sameFolder}
            what="dataset-folder"
            onChoose={(folder) => onChange({ ...dataset, testImages: folder })}
          />
        </>
      )}
      <MoreSettings>
        <IgnoredCategories
          ignore={ignore}
          classes={classes}
          onChange={(next) => onChange({ ...dataset, ignore: next })}
        />
        <NumberField
          label={general.splitSeed}
          value={seed}
          from={0}
          step={1}
          whole
          onChange={(next) => onChange({ ...dataset, seed: next })}
        />
      </MoreSettings>
    </>
  );
}

interface IgnoredCategoriesProps {
  readonly ignore: readonly string[];
  /** Those that count now. */
  readonly classes: readonly string[];
  readonly onChange: (ignore: string[]) => void;
}

function IgnoredCategories({ ignore, classes, onChange }: IgnoredCategoriesProps): ReactNode {
  const say = useMessages(detectionDataMessages);
  const names = [...new Set([...classes, ...ignore])].toSorted();
  if (names.length === 0) return null;
  return (
    <fieldset className="wizard-stack">
      <legend className="wizard-legend">{say.ignored}</legend>
      <p className="quiet">{say.ignoredHint}</p>
      <div className="wizard-checks">
        {names.map((name) => (
          <CheckField
            key={name}
            label={name}
            checked={ignore.includes(name)}
            onChange={(on) => onChange(on ? [...ignore, name] : ignore.filter((one) => one !== name))}
          />
        ))}
      </div>
    </fieldset>
  );
}
