import { z } from 'zod';

/** Asks a probing process to try a device. */
export const probeRequestSchema = z.strictObject({ device: z.enum(['cpu', 'webgpu', 'cuda', 'tensorflow']) });

/** What it answers: the engine where the device works, the reason where it does not. */
export const probeAnswerSchema = z.strictObject({ available: z.boolean(), detail: z.string() });

export type ProbeRequest = z.output<typeof probeRequestSchema>;
export type ProbeAnswer = z.output<typeof probeAnswerSchema>;
