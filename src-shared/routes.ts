import { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import { projectNameSchema, type ProjectDetails, type ProjectListEntry } from './project.ts';
import type { RunState } from './run.ts';

/** What a front may ask of the host: each route with the shape of its input, which the host checks. */
export const routeInputs = {
  'runs.list': z.strictObject({}),
  'projects.list': z.strictObject({}),
  'projects.show': z.strictObject({ name: projectNameSchema }),
  'runs.report': z.strictObject({ id: z.string().min(1).max(200) }),
} as const;

export type Route = keyof typeof routeInputs;
export type RouteInput<Name extends Route> = z.output<(typeof routeInputs)[Name]>;

/** What the host answers on each route. */
export interface RouteOutputs {
  readonly 'runs.list': RunList;
  /** In order of their last activity, newest first. */
  readonly 'projects.list': readonly ProjectListEntry[];
  readonly 'projects.show': ProjectDetails;
  /** A finished run's report: one self-contained HTML document without scripts. */
  readonly 'runs.report': string;
}

export interface RunList {
  /** The folder that holds the runs. */
  readonly home: string;
  /** What the user has to know of that folder, such as that a damaged database was replaced by its backup. */
  readonly notices: readonly string[];
  /** Newest first. */
  readonly runs: readonly RunOverview[];
}

/** One network of a run in two numbers. */
export interface NetworkOverview {
  readonly name: string;
  readonly parameters: number;
  /** Top-1 test accuracy in [0, 1]. */
  readonly accuracy: number;
}

export interface RunOverview {
  readonly id: string;
  readonly name: string;
  /** The name of its project. */
  readonly project: string;
  readonly state: RunState;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly error: string | null;
  readonly base: NetworkOverview | null;
  /** The most accurate of the smaller networks. */
  readonly best: NetworkOverview | null;
}

export interface RouteError {
  readonly code: ErrorCode;
  readonly message: string;
}

export type Answer<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly error: RouteError };
