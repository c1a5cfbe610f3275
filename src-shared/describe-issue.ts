import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const NOUNS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/**
 * Says what is wrong with a value in one clause that names its key: `"prune.ratio" must be below 1, not 1.2`.
 * The issue must come from parsing with `reportInput`.
 * @param root what to call the whole value, for a problem that is not with one of its keys.
 */
export function describeIssue(issue: Issue, root: string): string {
  const path = issue.path.map(String).join('.');
  const key = path === '' ? root : `"${path}"`;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = issue.keys.map((unknown) => `"${path === '' ? unknown : `${path}.${unknown}`}"`);
      return `unknown key ${keys.join(', ')}`;
    }
    case 'invalid_type':
      return must(key, `be ${NOUNS[issue.expected] ?? issue.expected}`, issue.input);
    case 'invalid_value':
      return must(key, `be ${listValues(issue.values)}`, issue.input);
    case 'too_big':
      return must(
        key,
        `${limitOf(issue.origin)} ${issue.inclusive === true ? 'at most' : 'below'} ${issue.maximum}`,
        issue.input,
      );
    case 'too_small':
      return must(
        key,
        `${limitOf(issue.origin)} ${issue.inclusive === true ? 'at least' : 'above'} ${issue.minimum}`,
        issue.input,
      );
    case 'invalid_union':
      return describeUnion(issue, key, root);
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return `${key}: ${issue.message}`;
  }
}

/** Of the forms a value may have, the one it was meant to have, where that can be told; else what the schema says of all. */
function describeUnion(issue: Extract<Issue, { code: 'invalid_union' }>, key: string, root: string): string {
  if (issue.discriminator !== undefined && 'options' in issue) {
    return must(key, `be ${listValues(issue.options ?? [])}`, propertyOf(issue.input, issue.discriminator));
  }
  const meant = issue.errors.filter((problems) => problems.every(({ path }) => path.length > 0));
  const [only, another] = meant;
  if (only === undefined || another !== undefined) return `${key}: ${issue.message}`;
  return only.map((problem) => describeIssue({ ...problem, path: [...issue.path, ...problem.path] }, root)).join('; ');
}

function must(key: string, what: string, input: unknown): string {
  return input === undefined ? `${key} is missing; it must ${what}` : `${key} must ${what}, not ${shorten(input)}`;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function limitOf(origin: string): string {
  return origin === 'string' ? 'have a length of' : origin === 'array' ? 'have a count of' : 'be';
}

function listValues(values: readonly unknown[]): string {
  const shown = values.map((value) => JSON.stringify(value));
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`;
}

/** The offending value as it stands in the file, where that is short. */
function shorten(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object' && input !== null) return 'an object';
  if (typeof input !== 'string') return String(input);
  const text = JSON.stringify(input);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
