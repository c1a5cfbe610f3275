import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../../language/language.ts';
import { SelectField } from '../../parts/select-field.tsx';
import { detectionDataMessages } from '../detection-data-messages.ts';
import { InputSize } from './input-size.tsx';

type VisDrone = Extract<DatasetRecipe, { kind: 'visdrone' }>;

interface VisDroneOptionsProps {
  readonly dataset: VisDrone;
  readonly onChange: (dataset: VisDrone) => void;
}

const PARTS = ['val', 'test-dev', 'train'] as const satisfies readonly VisDrone['test'][];

/** The size of the input, and which of the published parts is tested on. */
export function VisDroneOptions({ dataset, onChange }: VisDroneOptionsProps): ReactNode {
  const say = useMessages(detectionDataMessages);
  return (
    <>
      <InputSize size={dataset.size} onChange={(size) => onChange({ ...dataset, size })} />
      <SelectField
        label={say.testOn}
        hint={dataset.test === 'train' ? say.testOnTrainHint : undefined}
        value={dataset.test}
        options={PARTS.map((part) => [part, say.visDroneParts[part]] as const)}
        onChange={(test) => onChange({ ...dataset, test })}
      />
    </>
  );
}
