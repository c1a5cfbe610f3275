import { z } from 'zod';
import { DEVICES } from '../../src-shared/choices.ts';

/** Asks a probing process to try a device. */
export const probeRequestSchema = z.strictObject({
  device: z.enum(DEVICES),
  /** Whether a training step is to be timed, too. */
  timed: z.boolean(),
});

/** What it answers: the engine where the device works, the reason where it does not; the time where it was asked for. */
export const probeAnswerSchema = z.strictObject({
  available: z.boolean(),
  detail: z.string(),
  stepMilliseconds: z.number().nullable(),
});

export type ProbeRequest = z.output<typeof probeRequestSchema>;
export type ProbeAnswer = z.output<typeof probeAnswerSchema>;
