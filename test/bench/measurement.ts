import { renderTextTable } from '../../src-main/report/text-table.ts';

/** One number of a benchmark, with what was measured beside it in the same run. */
export interface Measurement {
  /** What was measured. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Absent where there is nothing to compare with, or the peer is not installed. */
  readonly peer?: { readonly name: string; readonly value: number; readonly ratio: number };
  /** What we want of the value, or, where it says so, of the ratio to the peer. */
  readonly goal?: Goal | undefined;
}

export interface Goal {
  readonly of: 'value' | 'ratio';
  readonly kind: 'at most' | 'at least';
  readonly bound: number;
}

/** Whether a measurement is as we want it; undefined where we want nothing, or have no peer to say so. */
export function meetsGoal({ value, peer, goal }: Measurement): boolean | undefined {
  const measured = goal?.of === 'ratio' ? peer?.ratio : value;
  if (goal === undefined || measured === undefined) return undefined;
  return goal.kind === 'at most' ? measured <= goal.bound : measured >= goal.bound;
}

/** The measurements of a benchmark as a table for a terminal. */
export function describeMeasurements(measurements: readonly Measurement[]): string {
  const rows = measurements.map((one) => [
    one.name,
    `${formatValue(one.value)} ${one.unit}`,
    one.peer === undefined ? '' : `${formatValue(one.peer.value)} ${one.unit} (${one.peer.name})`,
    one.peer === undefined ? '' : one.peer.ratio.toFixed(2),
    describeGoal(one),
  ]);
  return renderTextTable(['measured', 'Espalier', 'peer', 'ratio', 'goal'], rows);
}

function describeGoal(measurement: Measurement): string {
  const { goal } = measurement;
  if (goal === undefined) return '';
  const met = meetsGoal(measurement);
  const wanted = `${goal.of === 'ratio' ? 'ratio ' : ''}${goal.kind} ${goal.bound}`;
  return met === undefined ? wanted : `${wanted}: ${met ? 'met' : 'MISSED'}`;
}

function formatValue(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}
