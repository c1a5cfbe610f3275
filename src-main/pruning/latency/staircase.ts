import { undisturbedTime } from '../../evaluation/undisturbed-time.ts';

/** How long the layers of a group take where they have so many channels. */
export interface StairPoint {
  readonly channels: number;
  readonly milliseconds: number;
}

/** A group's time against its number of channels, as far as that was measured. */
export interface Staircase {
  /** By ascending number of channels; the last has all of them. */
  readonly points: readonly StairPoint[];
  /** Ascending: the numbers of channels that are worth keeping, since all larger ones take noticeably longer. The last is all channels; there are none where the machine was too busy to tell. */
  readonly treads: readonly number[];
  /** The share of a time below which a difference counts for nothing. */
  readonly tolerance: number;
}

/** For each number of channels the milliseconds of each round. */
export type Samples = ReadonlyMap<number, readonly number[]>;

/** The least difference that is called a step, however quiet the machine. */
const LEAST_TOLERANCE = 0.03;
/** A machine whose times differ from themselves by more shows no steps, only itself. */
const MOST_TOLERANCE = 0.15;
/** So many times what two halves of the same measurement differ by. */
const TIMES_NOISE = 2;

/**
 * Reads a staircase off the times of every number of channels. A time is that of its rounds where nothing disturbs them; how far that of every other round is off
 * says what a difference means.
 */
export function readStaircase(samples: Samples): Staircase {
  const ascending = [...samples].sort(([one], [other]) => one - other);
  const points = ascending.map(([channels, times]) => ({ channels, milliseconds: undisturbedTime(times) }));
  const spreads = ascending.map(([, times]) => spreadOfHalves(times)).sort((one, other) => one - other);
  const noise = spreads[Math.floor(spreads.length / 2)] ?? 0;
  const tolerance = Math.max(LEAST_TOLERANCE, TIMES_NOISE * noise);
  return { points, treads: tolerance > MOST_TOLERANCE ? [] : findTreads(points, tolerance), tolerance };
}

/** Whether the machine was as quiet as it needs to be. */
export function isQuiet({ tolerance }: Staircase): boolean {
  return tolerance === LEAST_TOLERANCE;
}

/** The rounds of two measurements of the same numbers of channels. */
export function joinSamples(one: Samples, other: Samples): Samples {
  return new Map([...one].map(([channels, times]) => [channels, [...times, ...(other.get(channels) ?? [])]]));
}

/**
 * From all channels downwards: the next tread ends where the time is below that of the last one by more than the tolerance. Of two numbers
 * that differ by one the smaller, where it takes less time for each channel: such a step can be below the tolerance.
 */
export function findTreads(points: readonly StairPoint[], tolerance: number): number[] {
  const treads: number[] = [];
  let last = Infinity;
  for (const [index, point] of [...points.entries()].reverse()) {
    if (point.milliseconds >= last * (1 - tolerance)) continue;
    const below = points[index - 1];
    const isStep = below?.channels === point.channels - 1 && timeOfChannel(below) < timeOfChannel(point);
    const { channels, milliseconds } = isStep && treads.length > 0 ? below : point;
    treads.push(channels);
    last = milliseconds;
  }
  return treads.reverse();
}

function timeOfChannel({ channels, milliseconds }: StairPoint): number {
  return milliseconds / channels;
}

/** How far apart the even and the odd rounds are, as a share of the time; 0 of a single round. */
function spreadOfHalves(times: readonly number[]): number {
  if (times.length < 2) return 0;
  const ofRounds = (parity: number): number => undisturbedTime(times.filter((_, round) => round % 2 === parity));
  return Math.abs(ofRounds(0) - ofRounds(1)) / undisturbedTime(times);
}
