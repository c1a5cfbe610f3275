import type { ReactNode } from 'react';
import { useMessages } from '../../../language/language.ts';
import type { PlacedDataset } from '../../draft/placed-dataset.ts';
import { OptionalNumberField } from '../../parts/number-field.tsx';
import { datasetMessages } from '../dataset-messages.ts';

interface LimitOptionsProps {
  readonly dataset: PlacedDataset;
  readonly onChange: (dataset: PlacedDataset) => void;
}

/** How many images are used at most. */
export function LimitOptions({ dataset, onChange }: LimitOptionsProps): ReactNode {
  const say = useMessages(datasetMessages);
  const { train, test } = dataset.limit ?? {};
  const limit = (next: { train?: number | undefined; test?: number | undefined }): void => {
    const limits = { train, test, ...next };
    const none = limits.train === undefined && limits.test === undefined;
    onChange({ ...dataset, limit: none ? undefined : limits });
  };
  return (
    <>
      <OptionalNumberField
        label={say.trainLimit}
        value={train}
        placeholder={say.all}
        from={1}
        step={1000}
        whole
        onChange={(count) => limit({ train: count })}
      />
      <OptionalNumberField
        label={say.testLimit}
        value={test}
        placeholder={say.all}
        from={1}
        step={500}
        whole
        onChange={(count) => limit({ test: count })}
      />
    </>
  );
}
