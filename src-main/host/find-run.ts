import { EspalierError } from '../../src-shared/errors.ts';
import type { RunOverview } from '../../src-shared/run-overview.ts';

/** A run by id, by a unique beginning of one, or by name (the newest). @throws EspalierError `not-found`. */
export function findRun(newestFirst: readonly RunOverview[], reference: string): RunOverview {
  const found = findById(newestFirst, reference) ?? newestFirst.find(({ name }) => name === reference);
  if (found !== undefined) return found;
  throw new EspalierError('not-found', `there is no run "${reference}"; \`espalier runs\` lists them`);
}

/** The same where a mistake can't be undone: a name has to be that of one run only. @throws EspalierError `not-found`. */
export function findOnlyRun(runs: readonly RunOverview[], reference: string): RunOverview {
  const found = findRun(runs, reference);
  const named = runs.filter(({ name }) => name === reference);
  if (found.name === reference && named.length > 1) {
    throw new EspalierError('not-found', `"${reference}" is the name of ${named.length} runs; give an id`);
  }
  return found;
}

function findById(runs: readonly RunOverview[], reference: string): RunOverview | undefined {
  const exact = runs.find(({ id }) => id === reference);
  if (exact !== undefined) return exact;
  const byId = runs.filter(({ id }) => id.startsWith(reference));
  if (byId.length > 1) {
    throw new EspalierError('not-found', `"${reference}" begins the ids of ${byId.length} runs; give more of it`);
  }
  return byId[0];
}
