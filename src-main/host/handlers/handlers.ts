import type { z } from 'zod';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Host } from '../host.ts';

/** What the host does on the routes of one domain, by the shapes of its answers. What is thrown becomes the answer's error. */
export type Handlers<Outputs> = {
  readonly [Name in keyof Outputs]: (host: Host, input: unknown) => Outputs[Name] | Promise<Outputs[Name]>;
};

/**
 * A handler that sees only input of the route's shape.
 * @throws EspalierError `bad-usage`, or `bad-recipe` of a recipe in it.
 */
export function checked<Schema extends z.ZodType, Output>(
  schema: Schema,
  handle: (host: Host, input: z.output<Schema>) => Output,
): (host: Host, input: unknown) => Output {
  return (host, input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      throw new EspalierError('bad-usage', `the request is not valid: ${parsed.error.message}`, {
        cause: parsed.error,
      });
    }
    return handle(host, parsed.data);
  };
}

/** The same for a request that only has something done: its answer is null. */
export function doing<Schema extends z.ZodType>(
  schema: Schema,
  act: (host: Host, input: z.output<Schema>) => unknown,
): (host: Host, input: unknown) => null {
  return checked(schema, (host, input) => {
    act(host, input);
    return null;
  });
}
