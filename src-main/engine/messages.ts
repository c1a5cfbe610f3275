import { z } from 'zod';
import type { RunEvent } from '../../src-shared/event.ts';
import type { ErrorCode } from '../../src-shared/errors.ts';
import type { RunResult } from '../../src-shared/result.ts';

/** What a host says to an engine process. Recipes are sent as they are written in files, paths absolute. */
export const commandSchema = z.discriminatedUnion('command', [
  /** Read the data set, build the network, check that all fits; write nothing. */
  z.strictObject({ command: z.literal('prepare'), recipe: z.unknown() }),
  /** Carry the prepared recipe out. */
  z.strictObject({
    command: z.literal('start'),
    runId: z.string(),
    folder: z.string(),
    home: z.string(),
    resumed: z.boolean(),
  }),
  /** Stop after the current step. */
  z.strictObject({ command: z.literal('stop') }),
]);

export type EngineCommand = z.input<typeof commandSchema>;

/** What an engine process answers. */
export type EngineMessage =
  | { readonly message: 'prepared'; readonly dataset: RunResult['dataset'] }
  | { readonly message: 'event'; readonly event: RunEvent }
  | { readonly message: 'failed'; readonly code: ErrorCode; readonly error: string };

/** Messages come from our own process, so their form is trusted; only foreign ones are told apart. */
export function isEngineMessage(value: unknown): value is EngineMessage {
  if (typeof value !== 'object' || value === null || !('message' in value)) return false;
  return value.message === 'prepared' || value.message === 'event' || value.message === 'failed';
}
