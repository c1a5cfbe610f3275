import type { ReactNode } from 'react';
import type { DatasetRecipe } from '../../../../src-shared/dataset-recipe.ts';
import { useMessages } from '../../../language/language.ts';
import { NumberField } from '../../parts/number-field.tsx';
import { datasetMessages } from '../dataset-messages.ts';

type DrawnDataset = Extract<DatasetRecipe, { kind: 'generated' | 'generated-scenes' }>;

interface DrawnOptionsProps {
  readonly dataset: DrawnDataset;
  readonly onChange: (dataset: DrawnDataset) => void;
}

const RANGES = {
  generated: { least: 100, mostTrain: 50_000, mostTest: 10_000, trainStep: 500, testStep: 100 },
  'generated-scenes': { least: 10, mostTrain: 20_000, mostTest: 5000, trainStep: 100, testStep: 50 },
} as const;

/** How many images Espalier draws. */
export function DrawnOptions({ dataset, onChange }: DrawnOptionsProps): ReactNode {
  const say = useMessages(datasetMessages);
  const { least, mostTrain, mostTest, trainStep, testStep } = RANGES[dataset.kind];
  return (
    <>
      <NumberField
        label={say.trainImages}
        value={dataset.train}
        from={least}
        to={mostTrain}
        step={trainStep}
        whole
        onChange={(train) => onChange({ ...dataset, train })}
      />
      <NumberField
        label={say.testImages}
        value={dataset.test}
        from={least}
        to={mostTest}
        step={testStep}
        whole
        onChange={(test) => onChange({ ...dataset, test })}
      />
      <NumberField
        label={say.drawSeed}
        value={dataset.seed}
        from={0}
        step={1}
        whole
        onChange={(seed) => onChange({ ...dataset, seed })}
      />
    </>
  );
}
