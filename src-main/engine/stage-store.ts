import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import { epochMeasuresSchema } from '../../src-shared/result-schema.ts';
import type { EpochMeasures } from '../../src-shared/result.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import { OPERATOR_SET, type Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { TrainingPosition } from '../training/train.ts';
import { readDurableFolder, sha256, writeDurableFolder } from './durable-folder.ts';

/**
 * The outcomes of stages, by a key: the hash of all that an outcome depends on. A run that goes on after a crash finds
 * the stages it had finished, and a recipe that differs only in later stages finds the earlier ones.
 */
export interface StageStore {
  find<T>(key: string, record: z.ZodType<T>): Promise<{ network: Graph; record: T } | undefined>;
  save(key: string, network: Graph, record: unknown): Promise<void>;
  /** The newest intact checkpoint inside a stage. */
  findCheckpoint(key: string): Promise<Checkpoint | undefined>;
  /** Writes the checkpoint of an epoch; the one before it stays until this one is on the disk. */
  saveCheckpoint(key: string, checkpoint: Checkpoint): Promise<void>;
}

export interface Checkpoint {
  readonly position: TrainingPosition;
  /** What the epochs so far measured. */
  readonly epochs: readonly EpochMeasures[];
}

/** A stage's key out of its parts, which must be plain JSON. */
export function stageKey(parts: unknown): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

const KEPT_CHECKPOINTS = 2;
const positionSchema = z.strictObject({ epoch: z.int(), epochs: z.array(epochMeasuresSchema) });

export function openStageStore(home: string): StageStore {
  const root = join(home, 'stages');
  const checkpointsOf = (key: string): string => join(root, `${key}.checkpoints`);
  return {
    async find(key, record) {
      const files = await readDurableFolder(join(root, key));
      if (files === undefined) return undefined;
      const parsed = record.safeParse(parseJson(files['record.json']));
      const network = readNetwork(files['network.onnx'], join(root, key));
      return parsed.success && network !== undefined ? { network, record: parsed.data } : undefined;
    },
    async save(key, network, record) {
      await mkdir(root, { recursive: true });
      await writeDurableFolder(join(root, key), {
        'network.onnx': encodeOnnx(network),
        'record.json': Buffer.from(JSON.stringify(record)),
      });
      await rm(checkpointsOf(key), { recursive: true, force: true });
    },
    async findCheckpoint(key) {
      const names = await listCheckpoints(checkpointsOf(key));
      for (const name of names.reverse()) {
        const folder = join(checkpointsOf(key), name);
        const files = await readDurableFolder(folder);
        const position = positionSchema.safeParse(parseJson(files?.['position.json']));
        const network = readNetwork(files?.['network.onnx'], folder);
        const momenta = readNetwork(files?.['momenta.onnx'], folder)?.weights;
        if (!position.success || network === undefined || momenta === undefined) continue;
        const { epoch, epochs } = position.data;
        return { position: { epoch, network, momenta }, epochs };
      }
      return undefined;
    },
    async saveCheckpoint(key, { position, epochs }) {
      const folder = checkpointsOf(key);
      await mkdir(folder, { recursive: true });
      const name = `epoch-${String(position.epoch).padStart(6, '0')}`;
      await writeDurableFolder(join(folder, name), {
        'network.onnx': encodeOnnx(position.network),
        'momenta.onnx': encodeOnnx(tensorsAsGraph(position.momenta)),
        'position.json': Buffer.from(JSON.stringify({ epoch: position.epoch, epochs })),
      });
      const names = await listCheckpoints(folder);
      for (const old of names.slice(0, -KEPT_CHECKPOINTS)) {
        await rm(join(folder, old), { recursive: true, force: true });
      }
    },
  };
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

function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return bytes === undefined ? undefined : JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function readNetwork(bytes: Buffer | undefined, source: string): Graph | undefined {
  try {
    return bytes === undefined ? undefined : decodeOnnx(bytes, source);
  } catch (error) {
    if (error instanceof EspalierError) return undefined;
    throw error;
  }
}
