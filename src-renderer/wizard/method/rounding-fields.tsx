import type { ReactNode } from 'react';
import type { PruneRecipe } from '../../../src-shared/recipe.ts';
import { useMessages } from '../../language/language.ts';
import { NumberField } from '../parts/number-field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { LatencySteps } from './latency-steps.tsx';
import { methodMessages } from './method-messages.ts';

type Rounding = PruneRecipe['roundTo'];

interface RoundingFieldsProps {
  readonly roundTo: Rounding;
  readonly onChange: (roundTo: Rounding) => void;
}

/** Which numbers of channels a layer may have. */
export function RoundingFields({ roundTo, onChange }: RoundingFieldsProps): ReactNode {
  const say = useMessages(methodMessages);
  const rounding = roundTo === 'latency' ? 'latency' : 'multiples';
  return (
    <>
      <div className={roundTo === 'latency' ? 'wizard-wide' : undefined}>
        <SelectField
          label={say.rounding}
          hint={say.roundingHints[rounding]}
          value={rounding}
          options={[
            ['multiples', say.roundings.multiples],
            ['latency', say.roundings.latency],
          ]}
          onChange={(chosen) => onChange(chosen === 'latency' ? 'latency' : 1)}
        />
      </div>
      {roundTo === 'latency' ? (
        <LatencySteps />
      ) : (
        <NumberField
          label={say.roundTo}
          hint={say.roundToHint}
          value={roundTo}
          from={1}
          step={1}
          whole
          onChange={onChange}
        />
      )}
    </>
  );
}
