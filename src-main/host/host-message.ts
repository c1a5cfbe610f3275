import { z } from 'zod';
import type { HostEvent } from '../../src-shared/host-event.ts';

/** What a front sends to a host in another process. */
export const hostRequestSchema = z.strictObject({ id: z.int(), route: z.string().max(100), input: z.unknown() });

/** What the host sends back: the answer to the request with the same id. */
export const hostReplySchema = z.strictObject({
  id: z.int(),
  answer: z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), data: z.unknown() }),
    z.strictObject({ ok: z.literal(false), error: z.strictObject({ code: z.string(), message: z.string() }) }),
  ]),
});

export type HostRequest = z.output<typeof hostRequestSchema>;
export type HostReply = z.output<typeof hostReplySchema>;
export type HostAnswer = HostReply['answer'];
/** What a front gets: answers, and news unasked. News comes from our own process, so that its form is trusted. */
export type HostMessage = HostReply | { readonly event: HostEvent };
