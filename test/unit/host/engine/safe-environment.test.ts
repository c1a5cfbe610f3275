import { expect, it } from 'vitest';
import { safeEnvironment } from '../../../../src-main/host/engine/safe-environment.ts';

it('has nothing that changes what an engine loads, and all the rest', () => {
  const given = {
    NODE_OPTIONS: '--require /tmp/evil.js',
    NODE_PATH: '/tmp',
    ELECTRON_RUN_AS_NODE: '1',
    LD_PRELOAD: '/tmp/evil.so',
    DYLD_INSERT_LIBRARIES: '/tmp/evil.dylib',
    PATH: '/bin',
    LD_LIBRARY_PATH: '/usr/local/cuda/lib64',
    EMPTY: undefined,
  };
  expect(safeEnvironment(given)).toEqual({ PATH: '/bin', LD_LIBRARY_PATH: '/usr/local/cuda/lib64' });
});
