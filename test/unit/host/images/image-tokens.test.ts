import { expect, it } from 'vitest';
import { createImageTokens } from '../../../../src-main/host/images/image-tokens.ts';
import { token as tokenSchema } from '../../../../src-shared/routes/input.ts';
import { expectError } from '../../../expect-error.ts';

it('gives each image a token of its own that a route takes', () => {
  const images = createImageTokens();
  const tokens = Array.from({ length: 200 }, () => images.keep('cG5n'));
  expect(new Set(tokens).size).toBe(200);
  for (const token of tokens) expect(tokenSchema.parse(token)).toBe(token);
  expect(images.read(tokens[3] ?? '')).toBe('cG5n');
});

it('drops the least recently read images beyond its size', () => {
  const images = createImageTokens(10);
  const [first, second] = [images.keep('aaaa'), images.keep('bbbb')];
  images.read(first);
  const third = images.keep('cccc');
  expect(images.read(first)).toBe('aaaa');
  expect(images.read(third)).toBe('cccc');
  expectError(() => images.read(second), 'not-found', /no longer kept/);
});

it('knows no token that it did not give', () => {
  expectError(() => createImageTokens().read('../../etc/passwd'), 'not-found', /no longer kept/);
});
