import { spawn } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication } from 'playwright-core';
import { build } from 'vite';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of a real Electron: the one the environment names, else the one that the npm package has fetched. */
export function electronFolder(): string | undefined {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist');
  return existsSync(join(folder, 'electron')) ? folder : undefined;
}

/** Why a test of the window can't run here; undefined where it can. */
export function missingForWindow(): string | undefined {
  if (process.platform !== 'linux') return 'the tests of the window start Electron on Linux';
  if (electronFolder() === undefined) return 'no Electron: set ELECTRON_OVERRIDE_DIST_PATH or run npx install-electron';
  if (process.env['DISPLAY'] === undefined && !existsSync('/usr/bin/Xvfb')) return 'no display: install xvfb';
  return undefined;
}

/** Bundles the shell whose host runs on Node; it finds preload, page and host where the real one does. */
export async function buildTestShell(): Promise<void> {
  await build({
    configFile: join(root, 'vite.shell.config.ts'),
    root,
    logLevel: 'warn',
    build: {
      outDir: 'out/test-shell',
      rolldownOptions: {
        input: { main: 'test/e2e/shell/main.ts', 'import-program': 'test/e2e/shell/import-program.ts' },
      },
    },
  });
}

/** An Electron whose application is this checkout's build, or another program. Made beside `out`, so that hard links save the copy. */
export function installApp(electron: string, program?: string): { readonly executable: string; remove(): void } {
  const folder = mkdtempSync(join(dirname(electron), 'espalier-e2e-'));
  linkTree(electron, folder);
  const app = join(folder, 'resources/app');
  mkdirSync(app, { recursive: true });
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({
      name: 'espalier',
      version: '0.0.0',
      main: program === undefined ? 'out/test-shell/main.cjs' : 'program.cjs',
    }),
  );
  if (program === undefined) symlinkSync(join(root, 'out'), join(app, 'out'));
  else writeFileSync(join(app, 'program.cjs'), program);
  return {
    executable: join(folder, 'electron'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the application on a home folder; `host` replaces the host's program. */
export function launchApp(
  executable: string,
  home: string,
  display: string,
  host?: string,
): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: executable,
    args: launchArguments(home),
    env: launchEnvironment(home, display, host),
    // Else Playwright's own stands before the application's.
    colorScheme: null,
  });
}

/** `userData` keeps the test's window apart from a real one. */
export function launchArguments(home: string): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${join(home, 'window')}`];
}

export function launchEnvironment(
  home: string,
  display: string,
  host = join(root, 'out/src-main/host/host-process.js'),
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    DISPLAY: display,
    ESPALIER_HOME: home,
    ESPALIER_TEST_NODE: process.execPath,
    ESPALIER_TEST_HOST: host,
  };
}

/** The display of this session, else one of its own. */
export async function openDisplay(): Promise<{ readonly display: string; close(): void }> {
  const display = process.env['DISPLAY'];
  if (display !== undefined) return { display, close: () => undefined };
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface(server.stdout)) {
    return { display: `:${line.trim()}`, close: () => server.kill() };
  }
  throw new Error('Xvfb did not start');
}

function linkTree(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      mkdirSync(target);
      linkTree(source, target);
    } else {
      linkSync(source, target);
    }
  }
}
