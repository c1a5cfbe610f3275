import type { Task } from './task.ts';
import type { RunState } from './run.ts';

/** One network of a run in two numbers. */
export interface NetworkOverview {
  readonly name: string;
  readonly parameters: number;
  /** The run's measure in [0, 1]. */
  readonly accuracy: number;
}

/** A run as a list shows it. */
export interface RunOverview {
  readonly id: string;
  readonly name: string;
  /** The name of its project. */
  readonly project: string;
  readonly state: RunState;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly error: string | null;
  /** What `accuracy` is: of a detector the mean average precision under its run's protocol. */
  readonly task: Task;
  /** How many seeds its recipe is carried out for. */
  readonly seeds: number;
  readonly base: NetworkOverview | null;
  /** The most accurate of the smaller networks. */
  readonly best: NetworkOverview | null;
}
