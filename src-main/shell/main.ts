import { startShell } from './start-shell.ts';
import { startUtilityHost } from './utility-host.ts';

startShell(startUtilityHost);
