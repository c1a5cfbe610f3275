/** What stands for a number that is not there or not a number. */
export const MISSING = '–';

const PREFIXES = ['', 'k', 'M', 'G', 'T'] as const;

/** A count in four digits with its prefix: 14,724,042 is "14.72 M". */
export function formatCount(count: number): string {
  return formatScaled(count, '');
}

/** A file size: 3,702,000 is "3.702 MB". */
export function formatBytes(bytes: number): string {
  return formatScaled(bytes, 'B');
}

/** A share of one as percent: 0.934 is "93.4 %". */
export function formatShare(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(digits)} %` : MISSING;
}

/** A mean share with its standard deviation: "93.4 ± 0.2 %"; the mean alone where there is no deviation. */
export function formatShareSpread(mean: number, deviation: number | null): string {
  if (deviation === null || !Number.isFinite(mean) || !Number.isFinite(deviation)) return formatShare(mean);
  return `${(mean * 100).toFixed(1)} ± ${(deviation * 100).toFixed(1)} %`;
}

/** A signed number with a true minus; what rounds to zero has no sign. */
export function formatSigned(value: number, digits: number): string {
  if (!Number.isFinite(value)) return MISSING;
  const size = Math.abs(value).toFixed(digits);
  if (Number(size) === 0) return size;
  return value < 0 ? `−${size}` : `+${size}`;
}

/** How many times as fast: 2 is "2.00×". */
export function formatFactor(factor: number): string {
  return Number.isFinite(factor) ? `${factor.toFixed(2)}×` : MISSING;
}

/** A latency: three digits, "1.53 ms". */
export function formatMilliseconds(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return MISSING;
  return `${milliseconds >= 100 ? milliseconds.toFixed(0) : milliseconds.toPrecision(3)} ms`;
}

/** A time span in what matters of it: "9.5 s", "42 s", "2 min 05 s", "1 h 04 min". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return MISSING;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** A number of any size in three significant digits: "0.0210", "2.40e-6". */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return MISSING;
  if (value === 0) return '0';
  return Math.abs(value) < 1e-3 ? value.toExponential(2) : value.toPrecision(3);
}

/** How many of something in a second: "1.23", and from ten on "1,235". */
export function formatRate(perSecond: number): string {
  return perSecond < 9.995 ? formatNumber(perSecond) : formatInteger(perSecond);
}

/** A whole number with thousands separators, which English and Chinese write alike: 14,724,042. */
export function formatInteger(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString('en-US', { maximumFractionDigits: 0 }) : MISSING;
}

/** A moment for those who may be anywhere: "2026-01-31 14:25 UTC". */
export function formatMoment(iso: string): string {
  const utc = new Date(iso).toISOString();
  return `${utc.slice(0, 10)} ${utc.slice(11, 16)} UTC`;
}

function formatScaled(value: number, unit: string): string {
  if (!Number.isFinite(value)) return MISSING;
  let scaled = value;
  let prefix = 0;
  // Rounded before it is compared, so that 999,999 is "1.000 M" and not "1000 k".
  while (Number(Math.abs(scaled).toPrecision(4)) >= 1000 && prefix < PREFIXES.length - 1) {
    scaled /= 1000;
    prefix += 1;
  }
  const number = prefix === 0 && Number.isInteger(scaled) ? String(scaled) : scaled.toPrecision(4);
  return `${number} ${PREFIXES[prefix] ?? ''}${unit}`.trimEnd();
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
