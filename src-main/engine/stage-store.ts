import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { encodeOnnx } from '../graph/onnx-writer.ts';
import type { Graph } from '../graph/graph.ts';
import { findCheckpoint, saveCheckpoint, type Checkpoint } from './checkpoint.ts';
import { readDurableFolder, removeFolder, sha256, writeDurableFolder } from './durable-folder.ts';
import { parseJson, readNetwork } from './stage-files.ts';

/**
 * The outcomes of stages, by a key: the hash of all that an outcome depends on. A run that goes on after a crash finds
 * the stages it had finished, and a recipe that differs only in later stages finds the earlier ones.
 */
export interface StageStore {
  find<T>(key: string, record: z.ZodType<T>): Promise<{ network: Graph; record: T } | undefined>;
  save(key: string, network: Graph, record: unknown): Promise<void>;
  /** The record of an outcome that is no network. */
  findRecord<T>(key: string, record: z.ZodType<T>): Promise<T | undefined>;
  /** Leaves one that is there as it is. */
  saveRecord(key: string, record: unknown): Promise<void>;
  /** Puts a record in the place of the one that is there. */
  replaceRecord(key: string, record: unknown): Promise<void>;
  /** The newest intact checkpoint inside a stage. */
  findCheckpoint(key: string): Promise<Checkpoint | undefined>;
  /** Writes a checkpoint; the one before it stays until this one is on the disk and has been read back. */
  saveCheckpoint(key: string, checkpoint: Checkpoint): Promise<void>;
}

/** A stage's key out of its parts, which must be plain JSON. */
export function stageKey(parts: unknown): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

const RECORD = 'record.json';

/** Ends the name of the folder with a stage's checkpoints. */
export const CHECKPOINTS = '.checkpoints';

export function openStageStore(home: string): StageStore {
  const root = join(home, 'stages');
  const checkpointsOf = (key: string): string => join(root, `${key}${CHECKPOINTS}`);
  const saveRecord = async (key: string, record: unknown): Promise<void> => {
    await mkdir(root, { recursive: true });
    await writeDurableFolder(join(root, key), { [RECORD]: Buffer.from(JSON.stringify(record)) });
  };
  return {
    async find(key, record) {
      const files = await readDurableFolder(join(root, key));
      if (files === undefined) return undefined;
      const parsed = record.safeParse(parseJson(files[RECORD]));
      const network = readNetwork(files['network.onnx'], join(root, key));
      return parsed.success && network !== undefined ? { network, record: parsed.data } : undefined;
    },
    async save(key, network, record) {
      await mkdir(root, { recursive: true });
      await writeDurableFolder(join(root, key), {
        'network.onnx': encodeOnnx(network),
        [RECORD]: Buffer.from(JSON.stringify(record)),
      });
      await removeFolder(checkpointsOf(key));
    },
    async findRecord(key, record) {
      const files = await readDurableFolder(join(root, key));
      return record.safeParse(parseJson(files?.[RECORD])).data;
    },
    saveRecord,
    async replaceRecord(key, record) {
      await removeFolder(join(root, key));
      await saveRecord(key, record);
    },
    findCheckpoint: (key) => findCheckpoint(checkpointsOf(key)),
    async saveCheckpoint(key, checkpoint) {
      // Another run that shares the stage may finish it at any moment, and takes its checkpoints away.
      const isFinished = async (): Promise<boolean> => (await readDurableFolder(join(root, key))) !== undefined;
      if (await isFinished()) return;
      try {
        await saveCheckpoint(checkpointsOf(key), checkpoint);
      } catch (error) {
        if (!(await isFinished())) throw error;
      }
      if (await isFinished()) await removeFolder(checkpointsOf(key));
    },
  };
}
