import { z } from 'zod';
import { token } from './input.ts';

/** What a front itself asks of the host; never passed on from a page. */
export const hostOnlyRoutes = {
  /** An image by its token, as PNG in base64. */
  'images.read': z.strictObject({ token }),
  /** Where the file of an export lies, to be moved or sent. */
  'exports.locate': z.strictObject({ token }),
} as const;

export interface HostOnlyRouteOutputs {
  readonly 'images.read': { readonly base64: string };
  readonly 'exports.locate': { readonly path: string; readonly fileName: string; readonly bytes: number };
}
