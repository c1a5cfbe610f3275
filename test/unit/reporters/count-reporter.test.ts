import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const reporter = join(root, 'test/reporters/count-reporter.ts');

describe('the last line of a test run', () => {
  let folder = '';
  beforeEach(() => {
    mkdirSync(join(root, 'out'), { recursive: true });
    folder = mkdtempSync(join(root, 'out', 'count-reporter-'));
    writeFileSync(join(folder, 'vitest.config.js'), `export default { test: { reporters: ['${reporter}'] } };`);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function lastLine(files: Readonly<Record<string, string>>): { line: string; status: number | null } {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { stdout, status } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], { encoding: 'utf8' });
    return { line: stdout.trimEnd().split('\n').at(-1) ?? '', status };
  }

  it('counts what vitest really ran; a file that does not load would otherwise vanish from the count', () => {
    expect(
      lastLine({
        'some.test.ts': `import { expect, it } from 'vitest';
          it('holds', () => { expect(1).toBe(1); });
          it('holds too', () => { expect(2).toBe(2); });
          it('breaks', () => { expect(1).toBe(2); });
          it.skip('waits', () => {});`,
        'unloadable.test.ts': `import './no-such-file.ts';`,
      }),
    ).toEqual({ line: '2 passed, 2 failed, 1 skipped', status: 1 });
  });

  it('says nothing of skipped tests where none was', () => {
    expect(lastLine({ 'some.test.ts': `import { it } from 'vitest'; it('holds', () => {});` })).toEqual({
      line: '1 passed, 0 failed',
      status: 0,
    });
  });
});
