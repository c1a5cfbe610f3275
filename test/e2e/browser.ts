import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from 'playwright-core';
import { z } from 'zod';
import { root } from './electron-app.ts';

/** Debian's; Playwright's own is not downloaded. */
const CHROMIUM = process.env['ESPALIER_CHROMIUM'] ?? '/usr/bin/chromium';

/** Why a test in a browser can't run here; undefined where it can. */
export function missingForBrowser(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : `no ${CHROMIUM}: install chromium, or name one in ESPALIER_CHROMIUM`;
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A running `espalier serve`. */
export interface Serving {
  /** With the token. */
  readonly url: string;
  readonly pid: number;
  /** Interrupts it as Ctrl-C does; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `espalier serve` of this checkout's build on a home folder. */
export async function launchServe(home: string): Promise<Serving> {
  const program = join(root, 'out/src-main/cli/main.js');
  const child = spawn(process.execPath, [program, 'serve', '--home', home, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  for await (const line of createInterface(child.stdout)) {
    const { url } = z.object({ url: z.string() }).parse(JSON.parse(line));
    return {
      url,
      pid: child.pid ?? -1,
      stop: () => {
        child.kill('SIGINT');
        return ended;
      },
    };
  }
  throw new Error('espalier serve did not start');
}
