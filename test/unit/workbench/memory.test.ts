import { expect, it } from 'vitest';
import { createMemory } from '../../../src-main/workbench/memory.ts';

it('makes a value once, and anew after others have taken its place (would catch a cache that grows or keeps the oldest)', async () => {
  const memory = createMemory<string>(2);
  const made: string[] = [];
  const recall = (key: string): Promise<string> =>
    memory.recall(key, () => {
      made.push(key);
      return Promise.resolve(key.toUpperCase());
    });
  expect(await recall('a')).toBe('A');
  await recall('b');
  expect(await recall('a')).toBe('A');
  await recall('c');
  expect(memory.find('b')).toBeUndefined();
  expect(memory.find('a')).toBe('A');
  await recall('b');
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

it('keeps nothing of a value that could not be made', async () => {
  const memory = createMemory<number>(2);
  await expect(memory.recall('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await memory.recall('a', () => Promise.resolve(1))).toBe(1);
});
