import { readFile } from 'node:fs/promises';
import { EspalierError } from '../../../src-shared/errors.ts';
import { describeRecord, type AnnotatedBox, type AnnotationProblem, type Annotations } from './annotated-image.ts';

/** A record read: a box, or why it is none. */
export type ParsedRecord = Omit<AnnotatedBox, 'record'> | Pick<AnnotationProblem, 'code' | 'problem'>;

/** Reads a text file of annotations. @throws EspalierError `bad-dataset` where it can't be read. */
export async function readAnnotationText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EspalierError('bad-dataset', `can't read the annotations "${path}": is the file there?`, { cause });
  });
}

/** Reads the lines of an annotation text that are not blank, each by `parse`; records are lines, counted from 0. */
export function parseLines(text: string, parse: (line: string) => ParsedRecord): Annotations {
  const boxes: AnnotatedBox[] = [];
  const problems: AnnotationProblem[] = [];
  for (const [record, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const parsed = parse(line);
    if ('problem' in parsed) problems.push({ ...parsed, record, where: describeRecord('lines', record) });
    else boxes.push({ ...parsed, record });
  }
  return { boxes, problems };
}
