import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ElectronApplication } from 'playwright-core';
import { z } from 'zod';
import { PAGE_ORIGIN } from '../../src-main/pages/content-security-policy.ts';
import {
  buildTestShell,
  electronFolder,
  installApp,
  launchApp,
  launchArguments,
  launchEnvironment,
  missingForWindow,
  openDisplay,
} from '../e2e/electron-app.ts';
import type { Goal, Measurement } from './measurement.ts';
import { median } from './median.ts';

const STARTS = 5;
const IDLE_MILLISECONDS = 10_000;
const PATIENCE_MILLISECONDS = 5000;

/**
 * How long the window takes to be of use (from the start of the program to the paint of the first screen with its content from
 * the host), and what it costs to leave it open (of one core, by all of the application's processes that Electron knows). Nothing
 * where Electron, or Xvfb or a display, is missing.
 */
export async function benchStart(): Promise<Measurement[]> {
  const missing = missingForWindow();
  if (missing !== undefined) {
    console.error(`start: skipped, ${missing}`);
    return [];
  }
  await buildTestShell();
  const screen = await openDisplay();
  const installed = installApp(electronFolder() ?? '');
  const home = mkdtempSync(join(tmpdir(), 'espalier-start-'));
  try {
    const milliseconds: number[] = [];
    while (milliseconds.length < STARTS) {
      milliseconds.push(await measureStart(installed.executable, home, screen.display));
    }
    const app = await launchApp(installed.executable, home, screen.display);
    const idlePercent = await measureIdle(app);
    await app.close();
    return [
      { name: 'window, first screen painted', value: median(milliseconds), unit: 'ms', goal: atMost(2000) },
      { name: 'window, idle', value: idlePercent, unit: '% of a core', goal: atMost(1) },
    ];
  } finally {
    installed.remove();
    screen.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function atMost(bound: number): Goal {
  return { of: 'value', kind: 'at most', bound };
}

/** Started as a user starts it, not by Playwright, which holds the program up; what the page itself measured is asked for afterwards. */
async function measureStart(executable: string, home: string, display: string): Promise<number> {
  const began = Date.now();
  const child = spawn(executable, [...launchArguments(home), '--remote-debugging-port=0'], {
    env: launchEnvironment(home, display),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const painted = z.number().parse(await evaluateInPage(await debuggingPort(child), FIRST_SCREEN_PAINTED));
    return Math.round(painted - began);
  } finally {
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill();
    await ended;
  }
}

/** When the page had painted all of its first screen, in milliseconds since 1970. */
const FIRST_SCREEN_PAINTED = `new Promise((resolve) => {
  const look = () => document.querySelector('main a') === null ? requestAnimationFrame(look) : new PerformanceObserver((list) =>
    resolve(performance.timeOrigin + Math.max(...list.getEntries().map(({ startTime }) => startTime)))
  ).observe({ type: 'largest-contentful-paint', buffered: true });
  look();
})`;

async function debuggingPort(child: ChildProcess): Promise<string> {
  if (child.stderr !== null) {
    for await (const line of createInterface(child.stderr)) {
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) return port;
    }
  }
  throw new Error('the application did not start');
}

const targetsSchema = z.array(z.object({ url: z.string(), webSocketDebuggerUrl: z.string() }));
const evaluationSchema = z.object({ result: z.object({ result: z.object({ value: z.unknown() }) }) });

/** Evaluates by the Chrome DevTools Protocol itself: Playwright can't connect to an Electron that it has not started. */
async function evaluateInPage(port: string, expression: string): Promise<unknown> {
  for (;;) {
    const targets = targetsSchema.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
    const page = targets.find(({ url }) => url.startsWith(PAGE_ORIGIN));
    if (page === undefined) continue;
    const socket = new WebSocket(page.webSocketDebuggerUrl);
    const answer = new Promise<string>((resolve) => {
      socket.addEventListener('message', ({ data }) => resolve(String(data)));
      // A page that goes takes its answer with it.
      socket.addEventListener('close', () => resolve('{}'));
      setTimeout(() => resolve('{}'), PATIENCE_MILLISECONDS).unref();
    });
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const params = { expression, awaitPromise: true, returnByValue: true };
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    const evaluated = evaluationSchema.safeParse(JSON.parse(await answer)).data;
    socket.close();
    // Asked too early, it is still the empty page, which goes.
    if (evaluated !== undefined) return evaluated.result.result.value;
  }
}

/** The second reading counts from the first. */
async function measureIdle(app: ElectronApplication): Promise<number> {
  await app.firstWindow();
  return app.evaluate(async ({ app: application }, span) => {
    const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
    await wait(span / 2);
    application.getAppMetrics();
    await wait(span);
    return application.getAppMetrics().reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0);
  }, IDLE_MILLISECONDS);
}
