/** Which numbers are allowed. */
export interface NumberRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** `from` itself is not allowed. */
  readonly above?: boolean;
  /** `to` itself is not allowed. */
  readonly below?: boolean;
  readonly whole?: boolean;
  readonly multipleOf?: number;
}

/** The number that a text stands for, `1e-4` and `0,5` too; `wrong` where it is none or out of the range. */
export function readNumber(text: string, range: NumberRange): number | 'wrong' {
  const trimmed = text.trim().replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return 'wrong';
  const value = Number(trimmed);
  const { from = -Infinity, to = Infinity, above = false, below = false, whole = false, multipleOf } = range;
  const low = above ? value > from : value >= from;
  const high = below ? value < to : value <= to;
  const fits = (!whole || Number.isInteger(value)) && (multipleOf === undefined || value % multipleOf === 0);
  return low && high && Number.isFinite(value) && fits ? value : 'wrong';
}
