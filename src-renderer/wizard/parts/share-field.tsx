import type { ReactNode } from 'react';
import { NumberField } from './number-field.tsx';

interface ShareFieldProps {
  /** Says that it is in per cent. */
  readonly label: string;
  readonly hint?: string | undefined;
  /** In [0, 1]. */
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Per cent. */
  readonly from: number;
  readonly to: number;
}

/** A share in per cent, by a slider or as a number. */
export function ShareField({ label, hint, value, onChange, from, to }: ShareFieldProps): ReactNode {
  const percent = Number((value * 100).toPrecision(6));
  const change = (next: number): void => onChange(Number((next / 100).toPrecision(12)));
  return (
    <NumberField
      label={label}
      hint={hint}
      value={percent}
      from={from}
      to={to}
      step={1}
      onChange={change}
      beside={
        <input
          type="range"
          aria-label={label}
          min={from}
          max={to}
          step={1}
          value={percent}
          aria-valuetext={`${percent} %`}
          onChange={({ target }) => change(target.valueAsNumber)}
        />
      }
    />
  );
}
