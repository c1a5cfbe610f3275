import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeOutput } from '../../../src-main/cli/write-output.ts';
import { expectError } from '../../expect-error.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

describe('writeOutput', () => {
  it('replaces a file whole and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'report.html');
    writeFileSync(file, 'a longer text than the new one');
    writeOutput(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['report.html']);
  });

  it('names the file that cannot be written, and leaves nothing behind', () => {
    const folder = temporaryFolder();
    expectError(() => writeOutput(join(folder, 'missing', 'report.html'), 'x'), 'bad-usage', /missing.report\.html/);
    expectError(() => writeOutput(folder, 'x'), 'bad-usage', /can't write/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
