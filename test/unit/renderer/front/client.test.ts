import { describe, expect, it } from 'vitest';
import type { ChannelListener } from '../../../../src-renderer/front/channel.ts';
import { createClient, type Client } from '../../../../src-renderer/front/client.ts';
import type { RequestMessage } from '../../../../src-renderer/front/message.ts';

interface Line {
  readonly client: Client;
  readonly sent: RequestMessage[];
  readonly listener: ChannelListener;
}

async function openLine(): Promise<Line> {
  const sent: RequestMessage[] = [];
  let heard: ChannelListener | undefined;
  const client = await createClient((listener) => {
    heard = listener;
    return Promise.resolve({ send: (message) => void sent.push(message) });
  });
  if (heard === undefined) throw new Error('the channel was not opened');
  return { client, sent, listener: heard };
}

const refused = { ok: false, error: { code: 'busy', message: 'later' } } as const;
const unknown = { ok: false, error: { code: 'not-found', message: 'no such run' } } as const;

describe('the page’s client', () => {
  it('gives each request its own answer, in whatever order they come', async () => {
    const { client, sent, listener } = await openLine();
    const answers = [client.request('jobs.list', {}), client.request('runs.show', { id: 'one' })];
    expect(sent.map(({ route }) => route)).toEqual(['jobs.list', 'runs.show']);
    listener.message({ id: sent[1]?.id ?? -1, answer: unknown });
    listener.message({ id: sent[0]?.id ?? -1, answer: refused });
    expect(await Promise.all(answers)).toEqual([refused, unknown]);
  });

  it('answers what is open, and all that comes later, when the host is gone', async () => {
    const { client, sent, listener } = await openLine();
    const open = client.request('jobs.list', {});
    let told = 0;
    client.onClose(() => told++);
    listener.closed();
    expect(await open).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(await client.request('jobs.list', {})).toMatchObject({ ok: false });
    expect(sent).toHaveLength(1);
    expect(told).toBe(1);
  });

  it('tells news to those who still listen', async () => {
    const { client, listener } = await openLine();
    const topics: string[] = [];
    const stop = client.onEvent(({ topic }) => topics.push(topic));
    listener.message({ event: { topic: 'runs' } });
    stop();
    listener.message({ event: { topic: 'runs' } });
    expect(topics).toEqual(['runs']);
  });
});
