import { z } from 'zod';
import type { Answer } from '../answer.ts';
import { runId, token } from './input.ts';

/** What the window asks of its shell, which answers it without the host. A browser does these things by itself. */
export const frontRoutes = {
  /** The native dialog; what the user chose may be named in requests from then on. */
  'shell.choose': z.strictObject({
    what: z.enum([
      'dataset-folder',
      'dataset-archive',
      'annotations',
      'class-names',
      'weights',
      'project-archive',
      'recipe',
    ]),
  }),
  /** Asks where to, and brings an export there. */
  'shell.save': z.strictObject({ token, fileName: z.string().min(1).max(255) }),
  /** Prints the report of runs into a PDF file. */
  'shell.savePdf': z.strictObject({ runs: z.array(runId).min(1).max(50), fileName: z.string().min(1).max(255) }),
  /** Asks the user in a native dialog, and on consent passes the request on to the host: the only way for a destructive one. */
  'shell.confirm': z.strictObject({
    route: z.enum(['runs.delete', 'projects.delete', 'jobs.cancel']),
    input: z.unknown(),
    title: z.string().min(1).max(200),
    detail: z.string().max(2000),
    /** What the two buttons say. */
    action: z.string().min(1).max(60),
    cancel: z.string().min(1).max(60),
  }),
  'shell.appearance': z.strictObject({ theme: z.enum(['system', 'light', 'dark']), language: z.enum(['en', 'zh-CN']) }),
} as const;

export interface FrontRouteOutputs {
  readonly 'shell.choose': { readonly path: string } | null;
  /** Null where the user changed their mind. */
  readonly 'shell.save': { readonly path: string } | null;
  readonly 'shell.savePdf': { readonly path: string } | null;
  /** The host's answer; null where the user said no. `never` fits what every route answers. */
  readonly 'shell.confirm': { readonly answer: Answer<never> | null };
  readonly 'shell.appearance': null;
}

/** Routes that destroy something: the shell passes them on only through `shell.confirm`. */
export const DESTRUCTIVE_ROUTES: ReadonlySet<string> = new Set(['runs.delete', 'projects.delete']);
