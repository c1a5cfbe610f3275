import { fileURLToPath } from 'node:url';
import { EspalierError } from '../../src-shared/errors.ts';
import { stopJobs } from '../pages/stop-jobs.ts';
import { serviceOf } from '../serve/in-process-host.ts';
import { startServer } from '../serve/start-server.ts';
import { withHost, type HomeOption } from './home-option.ts';
import { untilInterrupted } from './interruption.ts';
import { openInBrowser } from './open-in-browser.ts';

export interface ServeOptions extends HomeOption {
  readonly port: number;
  readonly open?: boolean;
  readonly json?: boolean;
}

/** The built page, seen from the sources and from the build alike. */
const PAGE_FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../out/renderer/' : '../../renderer/', import.meta.url),
);

/**
 * Serves the page until it is interrupted; a running job is then asked to stop first.
 * @throws EspalierError `interrupted` where there was one, which can be resumed.
 */
export async function servePages({ port, open = false, json = false, ...home }: ServeOptions): Promise<void> {
  await withHost(home, async (host) => {
    const service = serviceOf(host);
    const server = await startServer({ port, folder: PAGE_FOLDER, host: service });
    process.stdout.write(json ? `${JSON.stringify({ url: server.url })}\n` : `${server.url}\n`);
    const forget = open ? openInBrowser(server.url) : () => undefined;
    try {
      await untilInterrupted();
      process.stderr.write('espalier: stopping; once more stops at once\n');
      if (await stopJobs(service)) {
        throw new EspalierError('interrupted', 'a run was stopped at a checkpoint; it goes on when it is resumed');
      }
    } finally {
      forget();
      server.close();
    }
  });
}
