import { useId, useState, type ReactNode } from 'react';
import type { AxisRange } from '../../chart/use-range-brush.ts';
import { useMessages } from '../../language/language.ts';
import { runMessages } from '../run-messages.ts';

interface StepRangeProps {
  readonly range: AxisRange | undefined;
  readonly onChange: (range: AxisRange | undefined) => void;
}

/** The part of the steps that is shown, as numbers: what drawing over the chart does, by keyboard. */
export function StepRange({ range, onChange }: StepRangeProps): ReactNode {
  const say = useMessages(runMessages);
  const hint = useId();
  return (
    <form
      className="run-range"
      // The numbers follow what was drawn over the chart.
      key={range?.join() ?? 'all'}
      aria-describedby={hint}
    >
      <StepInputs range={range} onChange={onChange} />
      {range !== undefined && (
        <button type="button" className="small" onClick={() => onChange(undefined)}>
          {say.whole}
        </button>
      )}
      <span id={hint} className="quiet run-hint">
        {say.zoomHint}
      </span>
    </form>
  );
}

function StepInputs({ range, onChange }: StepRangeProps): ReactNode {
  const say = useMessages(runMessages);
  const [from, setFrom] = useState(range === undefined ? '' : String(range[0]));
  const [to, setTo] = useState(range === undefined ? '' : String(range[1]));
  const [first, last] = [Number(from), Number(to)];
  const valid = from !== '' && to !== '' && Number.isInteger(first) && Number.isInteger(last) && first < last;
  return (
    <>
      <label>
        {say.from} <input type="number" min={0} value={from} onChange={({ target }) => setFrom(target.value)} />
      </label>
      <label>
        {say.to} <input type="number" min={1} value={to} onChange={({ target }) => setTo(target.value)} />
      </label>
      <button
        type="submit"
        className="small"
        disabled={!valid}
        onClick={(event) => {
          event.preventDefault();
          if (valid) onChange([first, last]);
        }}
      >
        {say.apply}
      </button>
    </>
  );
}
