import type { Answer } from '../../src-shared/routes.ts';
import { createClient, type Client } from './client.ts';
import type { Front } from './front.ts';
import { openWindowChannel } from './window-channel.ts';

declare global {
  interface Window {
    /** The preload's gift to the window's page; a browser has none. */
    readonly espalier?: { pathOf(file: File): Promise<string | undefined> };
  }
}

/** The front inside the desktop window, whose shell has native dialogs. */
export async function createWindowFront(): Promise<Front> {
  const client = await createClient(openWindowChannel);
  return {
    ...client,
    kind: 'window',
    async choose(what) {
      const answer = await client.requestShell('shell.choose', { what });
      return answer.ok ? answer.data?.path : undefined;
    },
    pathOf: async (file) => window.espalier?.pathOf(file),
    save: async ({ token, fileName }) => pathIn(await client.requestShell('shell.save', { token, fileName })),
    savePdf: async (runs, fileName) =>
      pathIn(await client.requestShell('shell.savePdf', { runs: [...runs], fileName })),
    confirm: (route, input, question) => confirm(client, route, input, question),
    imageAddress: (token) => `app://image/${token}`,
    reportAddress: (runs) => `app://report/${runs.map(encodeURIComponent).join(',')}`,
    setAppearance: (appearance) => void client.requestShell('shell.appearance', appearance),
  };
}

const confirm = async (
  client: Client,
  route: Parameters<Front['confirm']>[0],
  input: unknown,
  question: Parameters<Front['confirm']>[2],
): Promise<Answer<never> | undefined> => {
  const answer = await client.requestShell('shell.confirm', { route, input, ...question });
  if (!answer.ok) return answer;
  return answer.data.answer ?? undefined;
};

function pathIn(answer: Answer<{ readonly path: string } | null>): Answer<string | undefined> {
  return answer.ok ? { ok: true, data: answer.data?.path } : answer;
}
