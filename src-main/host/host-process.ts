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

function answer(message: unknown): HostReply {
  const { id, route, input } = hostRequestSchema.parse(message);
  return { id, answer: answerRequest(host, route, input) };
}

function shellPort(): ShellPort | undefined {
  return process.parentPort;
}

const shell = shellPort();
if (shell !== undefined) {
  shell.on('message', ({ data }) => shell.postMessage(answer(data)));
} else {
  process.on('message', (message) => process.send?.(answer(message)));
  process.on('disconnect', () => process.exit());
}
process.on('exit', () => host.close());
