import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded stream of random numbers: the same seed and stream names give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform integer in [0, count). */
  integer(count: number): number;
  /** Standard normal. */
  normal(): number;
}

/** A stream of its own for each (seed, stream) pair, so that e.g. epoch 7's data order needs no earlier epoch. */
export function createRandom(seed: number, ...stream: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(hashSeed(seed, stream));
  const uniform = (): number => (generator.next() >>> 0) / 0x1_0000_0000;
  return {
    uniform,
    integer: (count) => Math.floor(uniform() * count),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** The numbers 0 … count−1 in random order (Fisher–Yates). */
export function randomPermutation(random: Random, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const swapped = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = swapped;
  }
  return order;
}

/** FNV-1a over the seed and the stream's names. */
function hashSeed(seed: number, stream: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of [seed, ...stream].join('/')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash | 0;
}
