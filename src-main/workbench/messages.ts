import { z } from 'zod';
import type { RouteError } from '../../src-shared/routes.ts';
import type { Task, TaskOutputs } from './tasks.ts';

/** What a host says to the workbench. */
export const workbenchMessageSchema = z.union([
  z.strictObject({ id: z.int(), task: z.string(), input: z.unknown() }),
  /** Nobody waits for the answer of this id any more. */
  z.strictObject({ overtaken: z.int() }),
]);

/** What the workbench answers. */
export type WorkbenchReply<Name extends Task> = { readonly id: number; readonly task: Name } & (
  { readonly ok: true; readonly data: TaskOutputs[Name] } | { readonly ok: false; readonly error: RouteError }
);

/** Messages come from our own process, so their form is trusted; this tells only which request is answered. */
export function isReplyTo<Name extends Task>(value: unknown, id: number, task: Name): value is WorkbenchReply<Name> {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('task' in value)) return false;
  return value.id === id && value.task === task;
}
