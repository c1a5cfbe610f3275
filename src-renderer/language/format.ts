import { useMemo } from 'react';
import { useLanguage, type Language } from './language.ts';

/** What stands for a number that is not there. */
const MISSING = '–';

/** Numbers, sizes and times in the user's language, always with their units. */
export interface Format {
  /** 14724042 as `14,724,042`. */
  readonly integer: (value: number) => string;
  /** 14724042 as `14.72 M`: four digits with a prefix. */
  readonly count: (value: number) => string;
  /** 3702000 as `3.702 MB`. */
  readonly bytes: (value: number) => string;
  /** 0.2514 as `25.1 %`. */
  readonly share: (value: number, digits?: number) => string;
  /** A difference of shares: −0.012 as `−1.2 points`. */
  readonly points: (value: number) => string;
  /** Three significant digits: `0.0210`, `2.4e-6`. */
  readonly number: (value: number) => string;
  /** `2.00×`. */
  readonly factor: (value: number) => string;
  /** `1.53 ms`. */
  readonly milliseconds: (value: number) => string;
  /** `12 s`, `2 min 05 s`, `1 h 04 min`. */
  readonly duration: (seconds: number) => string;
  /** `31 Jan 2026, 14:25` in local time. */
  readonly moment: (iso: string) => string;
}

const PREFIXES = ['', 'k', 'M', 'G', 'T'] as const;

export function createFormat(language: Language): Format {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const moment = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const points = language === 'en' ? 'points' : '个百分点';
  const known = (value: number, show: (value: number) => string): string =>
    Number.isFinite(value) ? show(value) : MISSING;
  return {
    integer: (value) => known(value, (one) => whole.format(one)),
    count: (value) => known(value, (one) => scale(one).trimEnd()),
    bytes: (value) => known(value, (one) => `${scale(one)}B`),
    share: (value, digits = 1) => known(value, (one) => `${(one * 100).toFixed(digits)} %`),
    points: (value) => known(value, (one) => `${signed(one * 100)} ${points}`),
    number: (value) => known(value, showNumber),
    factor: (value) => known(value, (one) => `${one.toFixed(2)}×`),
    milliseconds: (value) => known(value, (one) => `${one >= 100 ? one.toFixed(0) : one.toPrecision(3)} ms`),
    duration: (seconds) => known(seconds, showDuration),
    moment: (iso) => moment.format(new Date(iso)),
  };
}

export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => createFormat(language), [language]);
}

function scale(value: number): string {
  let scaled = value;
  let prefix = 0;
  // Rounded before it is compared, so that 999,999 is "1.000 M" and not "1000 k".
  while (Number(Math.abs(scaled).toPrecision(4)) >= 1000 && prefix < PREFIXES.length - 1) {
    scaled /= 1000;
    prefix += 1;
  }
  const number = prefix === 0 && Number.isInteger(scaled) ? String(scaled) : scaled.toPrecision(4);
  return `${number} ${PREFIXES[prefix] ?? ''}`;
}

function signed(value: number): string {
  const size = Math.abs(value).toFixed(1);
  if (Number(size) === 0) return size;
  return value < 0 ? `−${size}` : `+${size}`;
}

function showNumber(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) < 1e-3 ? value.toExponential(2) : value.toPrecision(3);
}

function showDuration(seconds: number): string {
  if (seconds < 59.5) return `${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
  const total = Math.round(seconds);
  if (total < 3600) return `${Math.floor(total / 60)} min ${String(total % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
