import { join } from 'node:path';
import { startShell } from '../../../src-main/shell/start-shell.ts';
import { startUtilityEngine } from '../../../src-main/shell/utility-engine.ts';
import { startNodeHost } from './node-host.ts';

/**
 * The application's shell for Electron versions before 28: its host on plain Node, since they can't load the store's native module, and its
 * engines by way of a CommonJS program, since their utility processes can't begin with an ECMAScript module.
 */
startShell({
  host: startNodeHost,
  engine: (entry) => startUtilityEngine(join(import.meta.dirname, 'import-program.cjs'), [entry]),
});
