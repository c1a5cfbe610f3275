import { EspalierError } from '../../../src-shared/errors.ts';

/** A section of a darknet cfg: its name in brackets, the line it begins in, and what it sets, each with its line. */
export interface CfgSection {
  readonly kind: string;
  readonly line: number;
  readonly settings: ReadonlyMap<string, CfgSetting>;
}

export interface CfgSetting {
  readonly value: string;
  readonly line: number;
}

/** The longest cfg in use has about 2,000 lines. */
const MOST_LINES = 100_000;

/**
 * The sections of a darknet cfg, in order. Blanks count nowhere, `#` and `;` begin comments, and of a key that is set twice the first
 * counts, as in darknet's own reader (src/parser.c, read_cfg).
 * @throws EspalierError `bad-network` naming the line that is neither.
 */
export function parseCfg(text: string): CfgSection[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > MOST_LINES) refuseLine(MOST_LINES, `a cfg has at most ${MOST_LINES} lines, and this one more`);
  const sections: CfgSection[] = [];
  let settings = new Map<string, CfgSetting>();
  for (const [index, whole] of lines.entries()) {
    const line = index + 1;
    const content = whole.replace(/[#;].*/, '').replaceAll(/[\s\uFEFF]/g, '');
    if (content === '') continue;
    const heading = /^\[(.*)\]$/.exec(content)?.[1];
    if (heading !== undefined) {
      settings = new Map();
      sections.push({ kind: heading, line, settings });
      continue;
    }
    const equals = content.indexOf('=');
    if (equals < 1) refuseLine(line, `"${shorten(content)}" is neither a [section] nor key=value`);
    if (sections.length === 0) refuseLine(line, 'a setting stands before the first [section], which has to be [net]');
    const key = content.slice(0, equals);
    if (!settings.has(key)) settings.set(key, { value: content.slice(equals + 1), line });
  }
  return sections;
}

/** @throws EspalierError `bad-network`; whoever knows the file puts its name before. */
export function refuseLine(line: number, problem: string): never {
  throw new EspalierError('bad-network', `line ${line}: ${problem}`);
}

/** What a message repeats of a file. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
