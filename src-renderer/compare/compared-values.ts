import type { Format } from '../language/format.ts';

/** An accuracy with its standard deviation over the seeds, where there is one: `83.1 ± 0.4 %`. */
export function showSpread(format: Format, accuracy: number, deviation: number | null): string {
  if (deviation === null) return format.share(accuracy);
  return `${format.share(accuracy).replace(/\s*%$/, '')} ± ${format.share(deviation)}`;
}
