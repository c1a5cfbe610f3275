import { resolveHome } from '../store/home.ts';
import { answerRequest } from './answer-request.ts';
import { createHost } from './create-host.ts';
import { hostRequestSchema, type HostReply } from './host-message.ts';

/** The front that started this process, where it is an Electron shell. */
interface ShellPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  postMessage(reply: HostReply): void;
}

/** The host as a process of its own: it answers the front that started it and ends with it. */
const host = createHost(resolveHome());

async function answer(message: unknown): Promise<HostReply> {
  const { id, route, input } = hostRequestSchema.parse(message);
  return { id, answer: await answerRequest(host, route, input) };
}

function shellPort(): ShellPort | undefined {
  return process.parentPort;
}

const shell = shellPort();
if (shell !== undefined) {
  shell.on('message', ({ data }) => void answer(data).then((reply) => shell.postMessage(reply)));
} else {
  process.on('message', (message) => void answer(message).then((reply) => process.send?.(reply)));
  process.on('disconnect', () => process.exit());
}
process.on('exit', () => host.close());
