import type { Format } from '../language/format.ts';

/** A difference of accuracies with its standard deviation over the seeds, where there is one: `−0.2 ± 0.4 points`. */
export function showChange(format: Format, change: number, deviation: number | null): string {
  const points = format.points(change);
  if (deviation === null || !Number.isFinite(change)) return points;
  return points.replace(/^\S+/, (number) => `${number} ± ${(deviation * 100).toFixed(1)}`);
}

/** The text with each number held together with its unit at the end of a line. */
export function holdUnits(text: string): string {
  return text.replace(/(?<=[\d.]) (?=%|ms|[kMGT]?B?(?![A-Za-z]))/g, '\u00a0');
}
