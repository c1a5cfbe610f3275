import { refuseLine, shorten, type CfgSection } from './cfg-section.ts';

/** Which values a setting may have. */
export interface IntegerRange {
  readonly least: number;
  readonly most: number;
}

/** An integer, or the default where the section doesn't set it. @throws EspalierError `bad-network` naming the line. */
export function readInteger(
  section: CfgSection,
  key: string,
  fallback: number | undefined,
  range: IntegerRange,
): number {
  const [value, another] = readIntegers(section, key, fallback === undefined ? undefined : [fallback], range);
  if (value === undefined || another !== undefined) return refuseSetting(section, key, 'one number is expected here');
  return value;
}

/** A list of integers; not of none. @throws EspalierError `bad-network` naming the line. */
export function readIntegers(
  section: CfgSection,
  key: string,
  fallback: readonly number[] | undefined,
  { least, most }: IntegerRange,
): readonly number[] {
  return readNumbers(section, key, fallback).map((value) => {
    if (!Number.isInteger(value)) refuseSetting(section, key, 'only whole numbers are possible here');
    if (value < least || value > most) refuseSetting(section, key, `it has to be from ${least} to ${most}`);
    return value;
  });
}

/** A list of numbers; a comma may end it. @throws EspalierError `bad-network` naming the line. */
export function readNumbers(
  section: CfgSection,
  key: string,
  fallback: readonly number[] | undefined,
): readonly number[] {
  const setting = section.settings.get(key);
  if (setting === undefined) return fallback ?? refuseSetting(section, key, 'it has to be given');
  return setting.value
    .replace(/,$/, '')
    .split(',')
    .map((piece) => {
      // Number('') is 0.
      const value = piece === '' ? NaN : Number(piece);
      return Number.isFinite(value) ? value : refuseSetting(section, key, 'it is not a number');
    });
}

/** A word, or the default. */
export function readWord(section: CfgSection, key: string, fallback: string): string {
  return section.settings.get(key)?.value ?? fallback;
}

/** @throws EspalierError `bad-network` where a setting that changes what is computed has any but the given value. */
export function requireNeutral(section: CfgSection, neutral: Readonly<Record<string, string | number>>): void {
  for (const [key, expected] of Object.entries(neutral)) {
    const found = section.settings.get(key)?.value;
    if (found === undefined || found === String(expected) || (found !== '' && Number(found) === expected)) continue;
    refuseSetting(section, key, `only ${expected} is supported`);
  }
}

/** @throws EspalierError `bad-network`. */
export function refuseSetting(section: CfgSection, key: string, problem: string): never {
  const setting = section.settings.get(key);
  const told = setting === undefined ? `"${key}" is missing` : `"${key}" is ${shorten(setting.value)}`;
  return refuseLine(setting?.line ?? section.line, `[${shorten(section.kind)}] ${told}: ${problem}`);
}
