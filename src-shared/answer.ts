import type { ErrorCode } from './errors.ts';

export interface RouteError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** How every request ends. */
export type Answer<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly error: RouteError };
