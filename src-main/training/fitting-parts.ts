import { freemem, platform, totalmem } from 'node:os';
import { EspalierError } from '../../src-shared/errors.ts';
import { formatBytes } from '../../src-shared/format-number.ts';
import type { TrainingSettings } from '../../src-shared/recipe.ts';
import type { Graph } from '../graph/graph.ts';
import { estimateTraining } from './training-memory.ts';

type BatchSettings = Pick<TrainingSettings, 'batchSize' | 'accumulate' | 'recompute' | 'optimizer'>;

/** How a batch that is too large for the memory can be done all the same. */
export interface FittingParts {
  /** The most images that can be done together; 0 where not even one can. */
  readonly images: number;
  /** The fewest equal parts of the batch that are no larger; null where there are none. */
  readonly accumulate: number | null;
  /** The most images that can be done together where activations are computed again; null where they already are. */
  readonly recomputed: number | null;
}

/** An estimate is off by a quarter at most: only what would need more than there is even then is refused. */
const SURELY_NEEDED = 0.8;

/** The memory that is free, of the machine or of the container that the process is kept in: in bytes. */
export function freeMemory(): number {
  return withinLimit(freemem());
}

/**
 * Refuses a training on the CPU that can't fit into `available` bytes. Where a system makes room as it is needed, as macOS and Windows do,
 * all of the machine's memory counts as available.
 * @throws EspalierError `bad-recipe` naming what would fit.
 */
export async function refuseLargeBatch(
  network: Graph,
  settings: BatchSettings,
  available = platform() === 'linux' ? freeMemory() : withinLimit(totalmem()),
): Promise<void> {
  const needed = await estimateTraining(network, settings);
  if (SURELY_NEEDED * needed <= available) return;
  const advice = describeFittingParts(await findFittingParts(network, settings, available));
  throw new EspalierError(
    'bad-recipe',
    `training "${network.name}" on ${partSize(settings)} images at a time takes about ${formatBytes(needed)} of memory, and ${formatBytes(available)} are free; ${advice}`,
  );
}

function describeFittingParts({ images, accumulate, recomputed }: FittingParts): string {
  const parts = accumulate === null ? '' : `, or keep the batch and do it in parts, with "accumulate" ${accumulate}`;
  const fitting =
    images === 0
      ? 'not even one image at a time fits: choose smaller images or a narrower network'
      : `${images} images at a time fit: choose "batchSize" ${images}${parts}`;
  const isMore = recomputed !== null && recomputed > images;
  return isMore ? `${fitting}; with "recompute" true, ${recomputed} at a time fit` : fitting;
}

/** The largest part of a batch whose training fits into so many bytes. */
export async function findFittingParts(
  network: Graph,
  settings: BatchSettings,
  available: number,
): Promise<FittingParts> {
  const { batchSize, recompute = false } = settings;
  const part = partSize(settings);
  const images = await findMostImages(network, settings, part - 1, available);
  const recomputed = recompute
    ? null
    : await findMostImages(network, { ...settings, recompute: true }, part, available);
  const parts = Array.from({ length: batchSize }, (_, index) => index + 1);
  const accumulate = parts.find((count) => batchSize % count === 0 && batchSize / count <= images) ?? null;
  return { images, accumulate, recomputed };
}

/** How many images, of at most so many, can be done together in so many bytes. */
async function findMostImages(
  network: Graph,
  { optimizer, recompute }: BatchSettings,
  most: number,
  available: number,
): Promise<number> {
  let images = 0;
  let tooMany = most + 1;
  while (tooMany - images > 1) {
    const tried = Math.floor((images + tooMany) / 2);
    const needed = await estimateTraining(network, { batchSize: tried, optimizer, recompute });
    if (needed <= available) images = tried;
    else tooMany = tried;
  }
  return images;
}

function partSize({ batchSize, accumulate = 1 }: BatchSettings): number {
  return batchSize / accumulate;
}

/** No more than what a container's limit leaves to this process. */
function withinLimit(bytes: number): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(bytes, limit - process.memoryUsage.rss()) : bytes;
}
