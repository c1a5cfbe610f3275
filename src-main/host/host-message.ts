import { z } from 'zod';
import type { ErrorCode } from '../../src-shared/errors.ts';
import type { HostEvent } from '../../src-shared/host-event.ts';

/** What a front sends to a host in another process. */
export const hostRequestSchema = z.strictObject({ id: z.int(), route: z.string().max(100), input: z.unknown() });

/** Our own host's word. */
const code = z.custom<ErrorCode>((value) => typeof value === 'string');

/** What the host sends back: the answer to the request with the same id. */
export const hostReplySchema = z.strictObject({
  id: z.int(),
  answer: z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), data: z.unknown() }),
    z.strictObject({ ok: z.literal(false), error: z.strictObject({ code, message: z.string() }) }),
  ]),
});

export type HostRequest = z.output<typeof hostRequestSchema>;
export type HostReply = z.output<typeof hostReplySchema>;
export type HostAnswer = HostReply['answer'];
/** What a front gets: answers, and news unasked. News comes from our own process, so that its form is trusted. */
export type HostMessage = HostReply | { readonly event: HostEvent };

export function isHostNews(message: unknown): message is { readonly event: HostEvent } {
  return typeof message === 'object' && message !== null && 'event' in message;
}
