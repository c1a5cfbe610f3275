import { openParentChannel } from '../engine/parent-channel.ts';
import { resolveHome } from '../store/home.ts';
import { answerRequest } from './answer-request.ts';
import { createHost } from './create-host.ts';
import { forkEngine } from './engine/fork-engine.ts';
import { launchThroughShell } from './engine/shell-launcher.ts';
import { hostRequestSchema, type HostMessage } from './host-message.ts';

/** The host as a process of its own: it answers the front that started it, tells it what happens, and ends with it. */
const parent = openParentChannel();
const host = createHost(resolveHome(), parent.isShell ? launchThroughShell(parent) : forkEngine);

function send(message: HostMessage): void {
  parent.send(message);
}

parent.onMessage((message) => {
  const request = hostRequestSchema.safeParse(message).data;
  if (request === undefined) return;
  const { id, route, input } = request;
  void answerRequest(host, route, input).then((answer) => send({ id, answer }));
});
parent.onDisconnect(() => process.exit());
host.onEvent((event) => send({ event }));
process.on('exit', () => host.close());
