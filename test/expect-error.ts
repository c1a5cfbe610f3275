import { expect } from 'vitest';
import { EspalierError, type ErrorCode } from '../src-shared/errors.ts';

/** Runs what must fail and checks that it does, on purpose: with this code and a message like this. */
export function expectError(action: () => unknown, code: ErrorCode, message: RegExp): void {
  let thrown: unknown;
  try {
    action();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(EspalierError);
  expect(thrown).toMatchObject({ code });
  expect(String(thrown)).toMatch(message);
}
