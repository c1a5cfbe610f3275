import { z } from 'zod';
import type { RunOverview } from './run-overview.ts';

/** The project of runs for which none is named. */
export const DEFAULT_PROJECT = 'default';

/** A project's name: one line that a person can type. */
export const projectNameSchema = z
  .string()
  .trim()
  .min(1, 'a project needs a name')
  .max(100, 'a project name has at most 100 characters')
  .regex(/^[^\p{Cc}]*$/u, 'a project name has no control characters');

/** A project as a list shows it. */
export interface ProjectOverview {
  readonly name: string;
  readonly note: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly runs: number;
  readonly datasets: number;
  /** When its last run began or ended; null where it has none. ISO 8601. */
  readonly lastActivity: string | null;
}

/** A project with the bytes that its runs take on the disk. */
export interface ProjectListEntry extends ProjectOverview {
  readonly diskBytes: number;
}

/** A data set that runs used, by its content. */
export interface DatasetRecord {
  readonly hash: string;
  readonly name: string;
  readonly kind: string;
  /** Where it was last seen; null where it needs no place. */
  readonly path: string | null;
  readonly train: number;
  readonly test: number;
  readonly classes: number;
}

/** A network as one run left it. */
export interface RunNetwork {
  readonly variant: string;
  readonly parameters: number;
  readonly macs: number;
  readonly accuracy: number;
  /** Of its ONNX file; null where none was exported. */
  readonly sha256: string | null;
}

/** The network file that a run started from. */
export interface InitialNetwork {
  readonly sha256: string;
  readonly name: string;
  /** The run that made the file, where it is one of this home's. */
  readonly madeBy: { readonly run: string; readonly variant: string } | null;
}

/** What went into a run and what came out of it. */
export interface RunLineage {
  readonly run: RunOverview;
  /** Hash of its data set; null while the run is not done. */
  readonly dataset: string | null;
  /** Null where the recipe builds its network. */
  readonly initial: InitialNetwork | null;
  readonly networks: readonly RunNetwork[];
}

/** A project in full; runs newest first. */
export interface ProjectDetails extends ProjectOverview {
  readonly dataSets: readonly DatasetRecord[];
  readonly lineage: readonly RunLineage[];
}
