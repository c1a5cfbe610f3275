import { useMemo } from 'react';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatFactor,
  formatInteger,
  formatMilliseconds,
  formatNumber,
  formatRate,
  formatShare,
  formatShareSpread,
  formatSigned,
  MISSING,
} from '../../src-shared/format-number.ts';
import { useLanguage, type Language } from './language.ts';

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
  /** A mean share with its deviation, where there is one: `83.1 ± 0.4 %`. */
  readonly shareSpread: (mean: number, deviation: number | null) => string;
  /** A difference of shares: −0.012 as `−1.2 points`. */
  readonly points: (value: number) => string;
  /** Three significant digits: `0.0210`, `2.4e-6`. */
  readonly number: (value: number) => string;
  /** Of so many a second: `1.23`, `1,235`. */
  readonly rate: (perSecond: number) => string;
  /** `2.00×`. */
  readonly factor: (value: number) => string;
  /** `1.53 ms`. */
  readonly milliseconds: (value: number) => string;
  /** `12 s`, `2 min 05 s`, `1 h 04 min`. */
  readonly duration: (seconds: number) => string;
  /** `31 Jan 2026, 14:25` in local time. */
  readonly moment: (iso: string) => string;
}

export function createFormat(language: Language): Format {
  const moment = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const points = language === 'en' ? 'points' : '个百分点';
  return {
    integer: formatInteger,
    count: formatCount,
    bytes: formatBytes,
    share: formatShare,
    shareSpread: formatShareSpread,
    points: (value) => (Number.isFinite(value) ? `${formatSigned(value * 100, 1)} ${points}` : MISSING),
    number: formatNumber,
    rate: formatRate,
    factor: formatFactor,
    milliseconds: formatMilliseconds,
    duration: formatDuration,
    moment: (iso) => moment.format(new Date(iso)),
  };
}

export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => createFormat(language), [language]);
}
