import type { ReactNode } from 'react';
import { useMessages } from '../../../language/language.ts';
import { NumberField } from '../../parts/number-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { detectionDataMessages } from '../detection-data-messages.ts';

interface TestPartProps {
  readonly test: number | string;
  readonly onChange: (test: number | string) => void;
  /** What the images that are named otherwise are called, and the name they begin with. */
  readonly named: string;
  readonly firstName: string;
}

const USUAL_SHARE = 0.2;

/** Which images are tested on: a share of them all, the training images themselves, or others. */
export function TestPart({ test, onChange, named, firstName }: TestPartProps): ReactNode {
  const say = useMessages(detectionDataMessages);
  const kind = typeof test === 'number' ? 'share' : test === 'train' ? 'train' : 'named';
  return (
    <>
      <SelectField
        label={say.testOn}
        hint={kind === 'train' ? say.testOnTrainHint : undefined}
        value={kind}
        options={[
          ['share', say.testOnShare],
          ['named', named],
          ['train', say.testOnTrain],
        ]}
        onChange={(next) => onChange(next === 'share' ? USUAL_SHARE : next === 'train' ? 'train' : firstName)}
      />
      {typeof test === 'number' && (
        <NumberField
          label={say.testShare}
          value={Number((test * 100).toPrecision(6))}
          from={0}
          to={100}
          above
          below
          step={5}
          onChange={(percent) => onChange(Number((percent / 100).toPrecision(12)))}
        />
      )}
    </>
  );
}
