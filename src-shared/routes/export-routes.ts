import { z } from 'zod';
import { exportFormatSchema } from '../recipe.ts';
import { projectNameSchema } from '../project.ts';
import { recipe, runId, variant } from './input.ts';

/** What leaves the application as a file. Each makes the file in the home and gives a ticket, by which the front brings it to its place. */
export const exportRoutes = {
  /** Read back and compared with the network before the ticket is given. A TensorFlow.js model's folder is a .tar.gz. */
  'exports.network': z.strictObject({ run: runId, variant, format: exportFormatSchema }),
  'exports.report': z.strictObject({
    runs: z.array(runId).min(1).max(50),
    /** Markdown with charts is a .tar.gz. */
    format: z.enum(['html', 'md', 'csv', 'json']),
  }),
  'exports.project': z.strictObject({ name: projectNameSchema, withoutStages: z.boolean() }),
  'exports.recipe': z.strictObject({ recipe }),
} as const;

export interface ExportRouteOutputs {
  readonly 'exports.network': ExportTicket;
  readonly 'exports.report': ExportTicket;
  readonly 'exports.project': ExportTicket;
  readonly 'exports.recipe': ExportTicket;
}

/** A file that waits to be brought to its place. */
export interface ExportTicket {
  readonly token: string;
  /** As a save dialog proposes it. */
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** How it was read back and compared; null for what has nothing to compare with. */
  readonly verification: Verification | null;
}

export type Verification =
  /** Outputs on so many images differ by at most so much. */
  | { readonly kind: 'outputs'; readonly images: number; readonly difference: number }
  /** So many tensors are equal byte for byte. */
  | { readonly kind: 'tensors'; readonly tensors: number };
