import { startShell } from './start-shell.ts';
import { startUtilityEngine } from './utility-engine.ts';
import { startUtilityHost } from './utility-host.ts';

startShell({ host: startUtilityHost, engine: (entry) => startUtilityEngine(entry) });
