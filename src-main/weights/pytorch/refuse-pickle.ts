import { EspalierError } from '../../../src-shared/errors.ts';

/** @throws EspalierError `bad-network`; whoever knows the file puts its name before. */
export function refusePickle(problem: string): never {
  throw new EspalierError('bad-network', problem);
}
