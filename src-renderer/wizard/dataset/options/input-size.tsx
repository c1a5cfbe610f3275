import { useState, type ReactNode } from 'react';
import { useMessages } from '../../../language/language.ts';
import { NumberField } from '../../parts/number-field.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { detectionDataMessages } from '../detection-data-messages.ts';
import { ObjectSides } from './object-sides.tsx';

/** Height and width in pixels. */
type Size = readonly [number, number];

interface InputSizeProps {
  readonly size: Size;
  readonly onChange: (size: Size) => void;
}

const USUAL_SIDES = [96, 320, 416, 512, 608] as const;
const RANGE = { from: 32, to: 2048, step: 32, multipleOf: 32, whole: true } as const;

/** The size of the network's input that images are fitted into. */
export function InputSize({ size, onChange }: InputSizeProps): ReactNode {
  const say = useMessages(detectionDataMessages);
  const [height, width] = size;
  const usual = USUAL_SIDES.find((side) => side === height && side === width);
  const [own, setOwn] = useState(usual === undefined);
  return (
    <>
      <div className="wizard-fields">
        <SelectField
          label={say.inputSize}
          hint={say.inputSizeHint}
          value={own || usual === undefined ? 'own' : String(usual)}
          options={[
            ...USUAL_SIDES.map((side) => [String(side), say.pixels(side, side)] as const),
            ['own', say.ownSize] as const,
          ]}
          onChange={(choice) => {
            setOwn(choice === 'own');
            if (choice !== 'own') onChange([Number(choice), Number(choice)]);
          }}
        />
        {(own || usual === undefined) && (
          <>
            <NumberField
              {...RANGE}
              label={say.inputHeight}
              value={height}
              onChange={(side) => onChange([side, width])}
            />
            <NumberField
              {...RANGE}
              label={say.inputWidth}
              value={width}
              onChange={(side) => onChange([height, side])}
            />
          </>
        )}
      </div>
      <ObjectSides />
    </>
  );
}
