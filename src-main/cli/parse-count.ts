import { InvalidArgumentError } from 'commander';

/** An option's whole number from 1 to 65535. @throws InvalidArgumentError for anything else. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 65_535)
    throw new InvalidArgumentError('give a number from 1 to 65535');
  return count;
}
