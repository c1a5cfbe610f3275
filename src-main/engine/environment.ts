import type { Environment } from '../../src-shared/result.ts';
import type { Backend } from '../backend/backend.ts';
import { describeMachine } from './describe-machine.ts';

/** The machine and software a run was made with, for its report. */
export async function describeEnvironment({ device, engine }: Backend): Promise<Environment> {
  return { ...(await describeMachine()), device, engine };
}
