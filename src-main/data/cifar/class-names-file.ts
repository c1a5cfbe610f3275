import { EspalierError } from '../../../src-shared/errors.ts';
import type { LabelField } from './cifar-format.ts';
import type { CifarSource } from './cifar-source.ts';

/**
 * The names of a label's classes: those of the file that lists them, one a line, or the official ones where it is not there.
 * @throws EspalierError `bad-dataset` where the file names more or fewer.
 */
export function readClassNames(source: CifarSource, { namesFile, classes }: LabelField): readonly string[] {
  const file = source.texts.get(namesFile);
  if (file === undefined) return classes;
  const names = file.text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  if (names.length !== classes.length) {
    const advice = `name the ${classes.length} classes, one a line, or remove the file`;
    throw new EspalierError('bad-dataset', `"${file.path}" names ${names.length} classes; ${advice}`);
  }
  return names;
}
