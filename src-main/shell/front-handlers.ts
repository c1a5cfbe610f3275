import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { EspalierError } from '../../src-shared/errors.ts';
import { frontRoutes } from '../../src-shared/routes/front-routes.ts';
import type { HostAnswer } from '../host/host-message.ts';
import type { HostService } from '../pages/host-service.ts';
import { choosePath } from './choose-path.ts';
import { moveFile } from './move-file.ts';
import type { FrontHandlers } from './page-gate.ts';
import { printReport } from './print-report.ts';
import type { ShellSettings } from './settings-file.ts';
import type { ShellTexts } from './texts.ts';

/** What the front's routes need of the application. */
export interface FrontContext {
  readonly host: Pick<HostService, 'request'>;
  readonly window: () => BrowserWindow | undefined;
  readonly texts: () => ShellTexts;
  readonly grant: (path: string) => void;
  readonly applyAppearance: (appearance: Required<Pick<ShellSettings, 'theme' | 'language'>>) => void;
}

const locationSchema = z.object({ path: z.string() });

/** The routes that the shell answers by itself: native dialogs, files brought to their place, the look of what is not the page's. */
export function createFrontHandlers({ host, window, texts, grant, applyAppearance }: FrontContext): FrontHandlers {
  async function chooseTarget(fileName: string): Promise<string | undefined> {
    const defaultPath = join(app.getPath('downloads'), basename(fileName));
    const { canceled, filePath } = await dialog.showSaveDialog(openWindow(window), { defaultPath });
    return canceled ? undefined : filePath;
  }

  return {
    'shell.choose': checked(frontRoutes['shell.choose'], async ({ what }) => {
      const path = await choosePath(openWindow(window), what, texts());
      if (path === undefined) return null;
      grant(path);
      return { path };
    }),
    'shell.save': checked(frontRoutes['shell.save'], async ({ token, fileName }) => {
      const target = await chooseTarget(fileName);
      if (target === undefined) return null;
      const { path } = locationSchema.parse(dataOf(await host.request('exports.locate', { token })));
      await moveFile(path, target);
      return { path: target };
    }),
    'shell.savePdf': checked(frontRoutes['shell.savePdf'], async ({ runs, fileName }) => {
      dataOf(await host.request('runs.report', { ids: runs }));
      const target = await chooseTarget(fileName);
      if (target === undefined) return null;
      await writeWhole(target, await printReport(runs));
      return { path: target };
    }),
    'shell.confirm': checked(frontRoutes['shell.confirm'], async ({ route, input, title, detail, action, cancel }) => {
      const { response } = await dialog.showMessageBox(openWindow(window), {
        type: 'warning',
        message: title,
        detail,
        buttons: [action, cancel],
        defaultId: 1,
        cancelId: 1,
      });
      return { answer: response === 0 ? await host.request(route, input) : null };
    }),
    'shell.appearance': checked(frontRoutes['shell.appearance'], (appearance) => {
      applyAppearance(appearance);
      return Promise.resolve(null);
    }),
  };
}

/** @throws EspalierError `bad-usage`. */
function checked<Schema extends z.ZodType, Output>(
  schema: Schema,
  handle: (input: z.output<Schema>) => Promise<Output>,
): (input: unknown) => Promise<Output> {
  return (input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new EspalierError('bad-usage', `the request is not valid: ${parsed.error.message}`);
    return handle(parsed.data);
  };
}

/** @throws EspalierError as the host has answered. */
function dataOf(answer: HostAnswer): unknown {
  if (answer.ok) return answer.data;
  throw new EspalierError(answer.error.code, answer.error.message);
}

/** @throws EspalierError `internal` where the window has been closed since the page asked. */
function openWindow(window: () => BrowserWindow | undefined): BrowserWindow {
  const open = window();
  if (open === undefined) throw new EspalierError('internal', 'the window was closed');
  return open;
}

/** A file is there as a whole or not at all. */
async function writeWhole(target: string, content: Uint8Array): Promise<void> {
  const unfinished = `${target}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(unfinished, content);
    await moveFile(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
