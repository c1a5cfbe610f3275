import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { prepareHome, resolveHome } from '../../../src-main/store/home.ts';
import { expectError } from '../../expect-error.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('resolveHome', () => {
  it('prefers the given folder to ESPALIER_HOME and that to the platform (would catch a swapped order)', () => {
    vi.stubEnv('ESPALIER_HOME', '/from/environment');
    expect(resolveHome('given')).toBe(resolve('given'));
    expect(resolveHome()).toBe(resolve('/from/environment'));
    vi.stubEnv('ESPALIER_HOME', '');
    expect(resolveHome()).toMatch(/espalier/);
  });

  it('refuses an empty folder name (would catch the working directory taken for home)', () => {
    expectError(() => resolveHome(''), 'bad-home', /empty/);
  });
});

describe('prepareHome', () => {
  it('makes a missing folder, parents included', () => {
    const home = join(temporaryFolder(), 'a', 'b');
    prepareHome(home);
    expect(existsSync(home)).toBe(true);
  });

  it('says that a file is no folder, and leaves it as it is', () => {
    const file = join(temporaryFolder(), 'home');
    writeFileSync(file, 'mine');
    expectError(() => prepareHome(file), 'bad-home', /is a file/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('names a folder that cannot be made (would catch a raw ENOTDIR)', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const home = join(file, 'home');
    expectError(() => prepareHome(home), 'bad-home', /home folder ".*home" can't be written/);
  });

  it.runIf(existsSync('/proc/self'))(
    'ends where the system refuses with "no such file" (would catch a mkdir that never returns)',
    () => {
      expectError(() => prepareHome('/proc/nothing/home'), 'bad-home', /can't be written/);
    },
  );
});
