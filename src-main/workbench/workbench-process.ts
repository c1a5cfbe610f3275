import { toEspalierError } from '../../src-shared/errors.ts';
import { openParentChannel } from '../engine/parent-channel.ts';
import { createBench } from './bench.ts';
import { carryOutTask } from './carry-out-task.ts';
import { workbenchMessageSchema } from './messages.ts';

/** The process that answers, one after another, what would keep a host busy for too long. */
const parent = openParentChannel();
const bench = createBench();

let current: { readonly id: number; readonly overtaken: AbortController } | undefined;

parent.onMessage((received) => {
  const message = workbenchMessageSchema.parse(received);
  if ('overtaken' in message) {
    if (current?.id === message.overtaken) current.overtaken.abort();
    return;
  }
  const { id, task, input } = message;
  const overtaken = new AbortController();
  current = { id, overtaken };
  carryOutTask(bench, task, input, overtaken.signal).then(
    (data) => parent.send({ id, task, ok: true, data }),
    (thrown: unknown) => {
      const { code, message: text } = toEspalierError(thrown);
      parent.send({ id, task, ok: false, error: { code, message: text } });
    },
  );
});
parent.onDisconnect(() => process.exit());
// A terminal sends its interrupt to the whole group; the host decides what it means.
process.on('SIGINT', () => undefined);
