import { useEffect, useRef, useState } from 'react';

/** A value that changes often, taken over at most so often. */
export function useThrottled<Value>(value: Value, milliseconds: number): Value {
  const [taken, setTaken] = useState(value);
  const latest = useRef(value);
  const timer = useRef<number>(undefined);
  useEffect(() => {
    latest.current = value;
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      setTaken(latest.current);
    }, milliseconds);
  }, [value, milliseconds]);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return taken;
}
