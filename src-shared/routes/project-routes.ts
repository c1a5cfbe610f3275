import { z } from 'zod';
import { projectNameSchema, type ProjectDetails, type ProjectListEntry } from '../project.ts';
import type { RunOverview } from '../run-overview.ts';
import { path } from './input.ts';

export const projectRoutes = {
  'projects.list': z.strictObject({}),
  'projects.show': z.strictObject({ name: projectNameSchema }),
  'projects.create': z.strictObject({ name: projectNameSchema, note: z.string().max(2000).default('') }),
  'projects.rename': z.strictObject({ name: projectNameSchema, newName: projectNameSchema }),
  'projects.annotate': z.strictObject({ name: projectNameSchema, note: z.string().max(2000) }),
  /** Deletes it with all its runs. */
  'projects.delete': z.strictObject({ name: projectNameSchema }),
  /** Restores a project out of an archive, under its own name or another. */
  'projects.restore': z.strictObject({ path, name: projectNameSchema.optional() }),
} as const;

export interface ProjectRouteOutputs {
  /** In order of their last activity, newest first. */
  readonly 'projects.list': readonly ProjectListEntry[];
  readonly 'projects.show': ProjectDetails;
  readonly 'projects.create': null;
  readonly 'projects.rename': null;
  readonly 'projects.annotate': null;
  readonly 'projects.delete': readonly RunOverview[];
  readonly 'projects.restore': RestoredProject;
}

/** What a restored archive brought. */
export interface RestoredProject {
  readonly project: string;
  /** Ids of the runs restored. */
  readonly runs: readonly string[];
  /** Ids of the runs that were here already. */
  readonly known: readonly string[];
  /** Where data sets were last seen, of those that are not there on this machine. */
  readonly missingDatasets: readonly { readonly name: string; readonly path: string }[];
}
