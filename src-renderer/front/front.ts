import type { z } from 'zod';
import type { frontRoutes } from '../../src-shared/routes/front-routes.ts';
import type { ExportTicket } from '../../src-shared/routes/export-routes.ts';
import type { Answer, RouteOutputs, RouteRequest } from '../../src-shared/routes.ts';
import type { Client } from './client.ts';

/** What a file dialog can be asked for. */
export type Choice = z.input<(typeof frontRoutes)['shell.choose']>['what'];

/** A question before something is destroyed. */
export interface Question {
  readonly title: string;
  readonly detail: string;
  /** What the two buttons say. */
  readonly action: string;
  readonly cancel: string;
}

/** Routes that are asked for only after the user has said yes. */
export type ConfirmedRoute = 'runs.delete' | 'projects.delete' | 'jobs.cancel';

/** How the page does what a window and a browser do differently. Components use this, and never ask where they are. */
export interface Front extends Client {
  readonly kind: 'window' | 'browser';
  /** A path on this machine that the user chose; undefined where they changed their mind. */
  choose(what: Choice): Promise<string | undefined>;
  /** The path of something dropped on the page; undefined where this front can't know it. */
  pathOf(file: File): Promise<string | undefined>;
  /** Brings an export to where the user wants it; gives where it is now, undefined where they changed their mind. */
  save(ticket: ExportTicket): Promise<Answer<string | undefined>>;
  /** A report as PDF: by the window a file, by a browser its print dialog on the frame that shows the report. */
  savePdf(
    runs: readonly string[],
    fileName: string,
    frame: HTMLIFrameElement | null,
  ): Promise<Answer<string | undefined>>;
  /** Asks, and on consent sends the request; undefined where the user said no. */
  confirm<Name extends ConfirmedRoute>(
    route: Name,
    input: RouteRequest<Name>,
    question: Question,
  ): Promise<Answer<RouteOutputs[Name]> | undefined>;
  imageAddress(token: string): string;
  reportAddress(runs: readonly string[]): string;
  /** Theme and language of what is not the page's own: menus, dialogs. */
  setAppearance(appearance: z.input<(typeof frontRoutes)['shell.appearance']>): void;
}
