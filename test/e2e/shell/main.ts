import { startShell } from '../../../src-main/shell/start-shell.ts';
import { startUtilityEngine } from '../../../src-main/shell/utility-engine.ts';
import { startNodeHost } from './node-host.ts';

/** The application's shell with its host on plain Node, for Electron versions that can't load the store's native module. */
startShell({ host: startNodeHost, engine: startUtilityEngine });
