import { EspalierError } from '../../src-shared/errors.ts';
import { projectNameSchema } from '../../src-shared/project.ts';

/** A project's name as given on the command line. @throws EspalierError `bad-usage`. */
export function parseProjectName(given: string): string {
  const { success, data, error } = projectNameSchema.safeParse(given);
  if (success) return data;
  throw new EspalierError('bad-usage', `"${given}": ${error.issues.map(({ message }) => message).join(', ')}`);
}
