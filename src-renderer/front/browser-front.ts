import { openBrowserChannel } from './browser-channel.ts';
import { createClient } from './client.ts';
import type { Front } from './front.ts';
import type { PageDialogs } from './page-dialogs.ts';

/** The front in a browser, on the page that `espalier serve` gives. */
export async function createBrowserFront(dialogs: PageDialogs): Promise<Front> {
  const client = await createClient(openBrowserChannel);
  return {
    ...client,
    kind: 'browser',
    choose: (what) => dialogs.choose(what),
    // Browsers keep paths to themselves.
    pathOf: () => Promise.resolve(undefined),
    save({ token, fileName }) {
      const link = document.createElement('a');
      link.href = `/exports/${token}`;
      link.download = fileName;
      link.click();
      return Promise.resolve({ ok: true, data: fileName });
    },
    savePdf(_runs, _fileName, frame) {
      frame?.contentWindow?.print();
      return Promise.resolve({ ok: true, data: undefined });
    },
    confirm: async (route, input, question) =>
      (await dialogs.ask(question)) ? client.request(route, input) : undefined,
    imageAddress: (token) => `/images/${token}`,
    reportAddress: (runs) => `/reports/${runs.map(encodeURIComponent).join(',')}`,
    setAppearance: () => undefined,
  };
}
