import { z } from 'zod';

const command = z.custom<object>((value) => typeof value === 'object' && value !== null);

/** What a host asks of its shell, which starts processes for it. `key` tells the host's engines apart. */
const engineRequestSchema = z.discriminatedUnion('engine', [
  /** `program`: a module of src-main by its folder and name, without its ending. */
  z.strictObject({
    engine: z.literal('start'),
    key: z.int(),
    program: z.string().regex(/^(engine|workbench)\/[a-z-]+$/),
  }),
  z.strictObject({ engine: z.literal('tell'), key: z.int(), message: command }),
  z.strictObject({ engine: z.literal('kill'), key: z.int() }),
]);

/** What the shell says of them. */
const engineNewsSchema = z.discriminatedUnion('engine', [
  z.strictObject({ engine: z.literal('started'), key: z.int(), pid: z.int() }),
  z.strictObject({ engine: z.literal('said'), key: z.int(), message: z.unknown() }),
  z.strictObject({ engine: z.literal('complained'), key: z.int(), text: z.string() }),
  z.strictObject({ engine: z.literal('ended'), key: z.int(), reason: z.string() }),
]);

export type EngineRequest = z.output<typeof engineRequestSchema>;
export type EngineNews = z.output<typeof engineNewsSchema>;

export function isEngineRequest(message: unknown): message is EngineRequest {
  return engineRequestSchema.safeParse(message).success;
}

export function isEngineNews(message: unknown): message is EngineNews {
  return engineNewsSchema.safeParse(message).success;
}
