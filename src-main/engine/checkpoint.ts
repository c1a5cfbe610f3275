import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import { epochMeasuresSchema } from '../../src-shared/result-schema.ts';
import type { EpochMeasures } from '../../src-shared/result.ts';
import { OPERATOR_SET, type Graph } from '../graph/graph.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { TrainingPosition } from '../training/train.ts';
import { readDurableFolder, removeFolder, writeDurableFolder } from './durable-folder.ts';
import { parseJson, readNetwork } from './stage-files.ts';

/** All that a training stage needs to go on: together with its settings, seed and data set the numbers that follow are fixed. */
export interface Checkpoint {
  readonly position: TrainingPosition;
  /** What the epochs so far measured. */
  readonly epochs: readonly EpochMeasures[];
}

/** The newest checkpoints kept; the one after the best epoch so far is kept besides. */
const KEPT_CHECKPOINTS = 2;

const positionSchema = z.strictObject({
  epoch: z.int().nonnegative(),
  begun: z
    .strictObject({
      steps: z.int().positive(),
      loss: z.number(),
      correct: z.number(),
      seconds: z.number(),
      dataWaitMilliseconds: z.number(),
    })
    .optional(),
  epochs: z.array(epochMeasuresSchema),
});

/** The newest intact checkpoint of a folder. */
export async function findCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const names = await listCheckpoints(folder);
  for (const name of names.reverse()) {
    const checkpoint = await readCheckpoint(join(folder, name));
    if (checkpoint !== undefined) return checkpoint;
  }
  return undefined;
}

async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const files = await readDurableFolder(folder);
  const position = positionSchema.safeParse(parseJson(files?.['position.json']));
  const network = readNetwork(files?.['network.onnx'], folder);
  const momenta = readNetwork(files?.['momenta.onnx'], folder)?.weights;
  if (!position.success || network === undefined || momenta === undefined) return undefined;
  const { epoch, begun, epochs } = position.data;
  return { position: { epoch, begun, network, momenta }, epochs };
}

/**
 * Writes a checkpoint and reads it back; only then older ones go. Where another run that shares the stage is further on, its
 * checkpoint serves as well, and nothing is written.
 * @throws EspalierError `internal` where what was written can't be read back.
 */
export async function saveCheckpoint(folder: string, { position, epochs }: Checkpoint): Promise<void> {
  const { epoch, begun, network, momenta } = position;
  await mkdir(folder, { recursive: true });
  const name = checkpointName(epoch, begun?.steps ?? 0);
  if (await isOvertaken(folder, name)) return;
  await writeDurableFolder(join(folder, name), {
    'network.onnx': encodeOnnx(network),
    'momenta.onnx': encodeOnnx(tensorsAsGraph(momenta)),
    'position.json': Buffer.from(JSON.stringify({ epoch, begun, epochs })),
  });
  if ((await readDurableFolder(join(folder, name))) === undefined) {
    if (await isOvertaken(folder, name)) return;
    throw new EspalierError('internal', `the checkpoint ${join(folder, name)} can't be read back; is the disk sound?`);
  }
  const best = checkpointName(bestEpoch(epochs), 0);
  const names = await listCheckpoints(folder);
  for (const old of names.slice(0, -KEPT_CHECKPOINTS)) {
    if (old !== best) await removeFolder(join(folder, old));
  }
}

/** Whether there is an intact checkpoint that is further on. */
async function isOvertaken(folder: string, name: string): Promise<boolean> {
  const ahead = (await listCheckpoints(folder)).reverse().filter((other) => other > name);
  for (const other of ahead) {
    if ((await readDurableFolder(join(folder, other))) !== undefined) return true;
  }
  // What has been taken away while it was read has given way to a newer one.
  const newest = (await listCheckpoints(folder)).at(-1) ?? name;
  return newest > (ahead[0] ?? name) && isOvertaken(folder, name);
}

/** Sorts by progress. */
function checkpointName(epoch: number, steps: number): string {
  return `epoch-${String(epoch).padStart(6, '0')}-step-${String(steps).padStart(8, '0')}`;
}

/** The epoch with the highest test accuracy, counted from 1; 0 where none is done. */
function bestEpoch(epochs: readonly EpochMeasures[]): number {
  const best = epochs.reduce<EpochMeasures | undefined>(
    (leader, one) => (leader === undefined || one.testAccuracy > leader.testAccuracy ? one : leader),
    undefined,
  );
  return best?.epoch ?? 0;
}

async function listCheckpoints(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.startsWith('epoch-')).sort();
  } catch {
    return [];
  }
}

/** Momenta are kept in the same format as weights: an ONNX file without nodes. */
function tensorsAsGraph(weights: ReadonlyMap<string, Tensor>): Graph {
  return { name: 'momenta', operatorSet: OPERATOR_SET, inputs: [], outputs: [], nodes: [], weights };
}
