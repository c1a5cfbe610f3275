import { answerRequest } from '../../../src-main/host/answer-request.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import { launchThroughShell } from '../../../src-main/host/engine/shell-launcher.ts';
import { hostRequestSchema } from '../../../src-main/host/host-message.ts';
import { resolveHome } from '../../../src-main/store/home.ts';

/** A host on plain Node whose engines are the shell's utility processes, as they are in the packaged application. */
const send = (message: object): void => void process.send?.(message);
const host = createHost(
  resolveHome(),
  launchThroughShell({ send, onMessage: (listener) => void process.on('message', listener) }),
);

process.on('message', (message) => {
  const request = hostRequestSchema.safeParse(message).data;
  if (request === undefined) return;
  const { id, route, input } = request;
  void answerRequest(host, route, input).then((answer) => send({ id, answer }));
});
host.onEvent((event) => send({ event }));
process.on('disconnect', () => process.exit());
process.on('exit', () => host.close());
