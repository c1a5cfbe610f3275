import type { Backend } from '../../backend/backend.ts';
import { timeInTurns, type ReadyRun, type Rounds } from '../../evaluation/time-in-turns.ts';
import { randomInputs } from '../../graph/random-images.ts';
import { buildChain, bytesOfChannel } from './build-chain.ts';
import { firstCounts, refiningCounts } from './channel-grid.ts';
import { countKinds, type ChainKind } from './chain-kinds.ts';
import type { GroupChains } from './layer-chain.ts';
import { isQuiet, joinSamples, readStaircase, type Samples, type Staircase } from './staircase.ts';

/** Times that only say where to look closer. */
const SURVEY: Rounds = { most: 5, least: 2, seconds: 0.4 };
const REFINEMENTS = 2;
const MEASUREMENT: Rounds = { most: 48, least: 6, seconds: 1 };
/** A machine that is busy with other work is measured again, unless so many seconds have gone by. */
const PATIENCE = 3;
/** Weights that are held in memory at once. */
const MOST_BYTES = 2 ** 29;
/** Of one round over all numbers of channels. */
const MOST_MILLISECONDS = 250;
const FEWEST_COUNTS = 8;
const MOST_COUNTS = 72;

/** The layers of a group, ready to be timed with so many channels. */
interface ReadyCount {
  readonly channels: number;
  /** One for each kind of chain. */
  readonly runs: readonly ReadyRun[];
}

/**
 * Times the layers of a group for many numbers of channels, one after another and again from the start, and looks closer where times rise.
 * @throws EspalierError as the backend does.
 */
export async function measureStaircase(group: GroupChains, backend: Backend, batchSize: number): Promise<Staircase> {
  const kinds = countKinds(group.chains);
  // What goes in does not depend on how many channels come out.
  const inputs = kinds.map(({ chain }) => randomInputs(buildChain(chain, 1), batchSize));
  const ready: ReadyCount[] = [];
  const prepare = async (counts: readonly number[]): Promise<void> => {
    for (const channels of counts) {
      const runs: ReadyRun[] = [];
      ready.push({ channels, runs });
      for (const [kind, { chain }] of kinds.entries()) {
        runs.push({ executable: await backend.load(buildChain(chain, channels)), inputs: inputs[kind] ?? {} });
      }
    }
  };
  try {
    await prepare([group.channels]);
    const [all] = readStaircase(await timeCounts(ready, kinds, SURVEY)).points;
    const most = countsThatFit(group, kinds, all?.milliseconds ?? 0);
    await prepare(firstCounts(group.channels, most).filter((count) => count < group.channels));
    for (let refinement = 0; refinement < REFINEMENTS && ready.length < most; refinement++) {
      const { points, tolerance } = readStaircase(await timeCounts(ready, kinds, SURVEY));
      await prepare(refiningCounts(points, tolerance).slice(0, most - ready.length));
    }
    return readStaircase(await measureQuietly(ready, kinds));
  } finally {
    for (const { runs } of ready) for (const { executable } of runs) await executable.release();
  }
}

async function measureQuietly(ready: readonly ReadyCount[], kinds: readonly ChainKind[]): Promise<Samples> {
  const until = performance.now() + PATIENCE * 1000;
  let samples = await timeCounts(ready, kinds, MEASUREMENT);
  while (!isQuiet(readStaircase(samples)) && performance.now() < until) {
    samples = joinSamples(samples, await timeCounts(ready, kinds, MEASUREMENT));
  }
  return samples;
}

/** Numbers of channels are evenly spread, so that half of what all of them take is what one takes on average. */
function countsThatFit({ channels }: GroupChains, kinds: readonly ChainKind[], milliseconds: number): number {
  const bytes = kinds.reduce((sum, { chain }) => sum + (bytesOfChannel(chain) * channels) / 2, 0);
  const fitting = Math.floor(Math.min(MOST_BYTES / bytes, MOST_MILLISECONDS / (milliseconds / 2)));
  return Math.max(FEWEST_COUNTS, Math.min(MOST_COUNTS, fitting));
}

/** For each number of channels the time of the whole group, round by round. */
async function timeCounts(ready: readonly ReadyCount[], kinds: readonly ChainKind[], rounds: Rounds): Promise<Samples> {
  const times = await timeInTurns(
    ready.flatMap(({ runs }) => runs),
    rounds,
  );
  return new Map(
    ready.map(({ channels }, index) => {
      const ofKinds = times.slice(index * kinds.length, (index + 1) * kinds.length);
      const [first = []] = ofKinds;
      const inRound = (round: number): number =>
        kinds.reduce((sum, { count }, kind) => sum + count * (ofKinds[kind]?.[round] ?? 0), 0);
      return [channels, first.map((_, round) => inRound(round))];
    }),
  );
}
