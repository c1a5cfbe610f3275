import { expect, it } from 'vitest';
import { safeEnvironment } from '../../../../src-main/host/engine/safe-environment.ts';

it('has nothing that changes what an engine loads, and all the rest', () => {
  const unsafe = ['NODE_OPTIONS', 'LD_PRELOAD', 'DYLD_INSERT_LIBRARIES'];
  const before = Object.fromEntries(unsafe.map((name) => [name, process.env[name]]));
  try {
    for (const name of unsafe) process.env[name] = '/tmp/evil';
    const environment = safeEnvironment();
    expect(unsafe.filter((name) => name in environment)).toEqual([]);
    expect(environment['PATH']).toBe(process.env['PATH']);
  } finally {
    for (const name of unsafe) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
});
