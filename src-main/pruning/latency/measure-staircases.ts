import type { Backend } from '../../backend/backend.ts';
import type { GroupChains } from './layer-chain.ts';
import { measureStaircase } from './measure-staircase.ts';
import type { Staircase } from './staircase.ts';

/** Tells that so many of all the kinds of groups have been measured. May throw, to stop it. */
export type TellProgress = (done: number, total: number) => void;

/**
 * The staircase of every group; those whose layers have the same shapes are measured once.
 * @returns one for each group, by its name.
 * @throws EspalierError as the backend does.
 */
export async function measureStaircases(
  groups: readonly GroupChains[],
  backend: Backend,
  batchSize: number,
  tell: TellProgress,
): Promise<Map<string, Staircase>> {
  const kinds = new Map<string, GroupChains[]>();
  for (const group of groups) {
    const key = JSON.stringify([group.channels, group.chains]);
    kinds.set(key, [...(kinds.get(key) ?? []), group]);
  }
  const measured = new Map<string, Staircase>();
  let done = 0;
  for (const alike of kinds.values()) {
    tell(done++, kinds.size);
    const [first] = alike;
    if (first === undefined) continue;
    const staircase = await measureStaircase(first, backend, batchSize);
    for (const { name } of alike) measured.set(name, staircase);
  }
  tell(done, kinds.size);
  return measured;
}
