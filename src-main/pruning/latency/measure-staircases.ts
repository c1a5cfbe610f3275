import type { Backend } from '../../backend/backend.ts';
import type { GroupChains } from './layer-chain.ts';
import { measureStaircase } from './measure-staircase.ts';
import type { Staircase } from './staircase.ts';

/** Tells that so many of all the kinds of groups have been measured. May throw, to stop it. */
export type TellProgress = (done: number, total: number) => void;

/** As measured for VGG16 and YOLOv3 of several widths: 1.4 to 4.7 where nothing else runs, 6 on a busy machine. */
const SECONDS_OF_KIND = 4;

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
  const kinds = findKinds(groups);
  const measured = new Map<string, Staircase>();
  let done = 0;
  for (const alike of kinds) {
    tell(done++, kinds.length);
    const [first] = alike;
    if (first === undefined) continue;
    const staircase = await measureStaircase(first, backend, batchSize);
    for (const { name } of alike) measured.set(name, staircase);
  }
  tell(done, kinds.length);
  return measured;
}

/** About how many seconds `measureStaircases` takes. */
export function estimateStaircases(groups: readonly GroupChains[]): number {
  return SECONDS_OF_KIND * findKinds(groups).length;
}

/** Groups whose layers have the same shapes, together. */
function findKinds(groups: readonly GroupChains[]): GroupChains[][] {
  const kinds = new Map<string, GroupChains[]>();
  for (const group of groups) {
    const key = JSON.stringify([group.channels, group.chains]);
    kinds.set(key, [...(kinds.get(key) ?? []), group]);
  }
  return [...kinds.values()];
}
