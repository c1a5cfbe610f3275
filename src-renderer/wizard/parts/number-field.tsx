import { useState, type ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { Field } from '../../widgets/field.tsx';
import { partMessages } from './part-messages.ts';
import { readNumber, type NumberRange } from './read-number.ts';

interface NumberFieldProps extends NumberRange {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly step?: number;
  readonly disabled?: boolean;
  /** Another way to set the same number, seen before it. */
  readonly beside?: ReactNode;
}

/** A number within a range. What is not such a number is said at once, changes nothing, and gives way to the last good one when it is left. */
export function NumberField({ value, onChange, ...rest }: NumberFieldProps): ReactNode {
  return (
    <NumberInput
      {...rest}
      value={value}
      onChange={(next) => {
        if (next !== undefined) onChange(next);
      }}
    />
  );
}

interface OptionalNumberFieldProps extends Omit<NumberFieldProps, 'value' | 'onChange'> {
  readonly value: number | undefined;
  /** Undefined: the field was emptied. */
  readonly onChange: (value: number | undefined) => void;
  /** What is seen where there is no number. */
  readonly placeholder: string;
}

/** The same, where no number is an answer too. */
export function OptionalNumberField(props: OptionalNumberFieldProps): ReactNode {
  return <NumberInput {...props} optional />;
}

interface NumberInputProps extends Omit<NumberFieldProps, 'value' | 'onChange'> {
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly placeholder?: string;
  readonly optional?: boolean;
}

function NumberInput(props: NumberInputProps): ReactNode {
  const {
    label,
    hint,
    value,
    onChange,
    step,
    disabled = false,
    placeholder,
    optional = false,
    beside,
    ...range
  } = props;
  const say = useMessages(partMessages);
  const [text, setText] = useState<string>();
  const read = text === undefined ? undefined : readNumber(text, range);
  const wrong = read === 'wrong' && !(optional && text === '');
  return (
    <Field label={label} hint={hint} problem={wrong ? say.allowed(range) : undefined}>
      {(attributes) => (
        <div className="wizard-number-row">
          {beside}
          <input
            {...attributes}
            type="text"
            inputMode={range.whole === true ? 'numeric' : 'decimal'}
            className="wizard-number"
            autoComplete="off"
            spellCheck={false}
            disabled={disabled}
            placeholder={placeholder}
            value={text ?? (value === undefined ? '' : String(value))}
            onChange={({ target }) => {
              setText(target.value);
              if (optional && target.value.trim() === '') onChange(undefined);
              const next = readNumber(target.value, range);
              if (next !== 'wrong') onChange(next);
            }}
            onBlur={() => setText(undefined)}
            onKeyDown={(event) => {
              const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
              if (direction === 0 || value === undefined || step === undefined) return;
              event.preventDefault();
              const next = readNumber(String(Number((value + direction * step).toPrecision(12))), range);
              if (next === 'wrong') return;
              setText(undefined);
              onChange(next);
            }}
          />
        </div>
      )}
    </Field>
  );
}
