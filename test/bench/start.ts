import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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
const IDLE_ROUNDS = 3;
const IDLE_MILLISECONDS = 10_000;
/** A program that opens a window and does nothing. */
const EMPTY_WINDOW = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,'));`;
const PATIENCE_MILLISECONDS = 5000;

/**
 * How long the window takes to be of use (from the start of the program to the paint of the first screen with its content from
 * the host), and what it costs to leave it open, beside an empty window of the same Electron. Nothing where Electron, or Xvfb or a display,
 * is missing.
 */
export async function benchStart(): Promise<Measurement[]> {
  const missing = missingForWindow();
  if (missing !== undefined) {
    console.error(`start: skipped, ${missing}`);
    return [];
  }
  await buildTestShell();
  const electron = electronFolder() ?? '';
  const screen = await openDisplay();
  const home = mkdtempSync(join(tmpdir(), 'espalier-start-'));
  const installed = installApp(electron);
  const empty = installApp(electron, EMPTY_WINDOW);
  try {
    const milliseconds: number[] = [];
    while (milliseconds.length < STARTS) {
      milliseconds.push(await measureStart(installed.executable, home, screen.display));
    }
    const idle: number[] = [];
    const emptyIdle: number[] = [];
    while (idle.length < IDLE_ROUNDS) {
      idle.push(await measureIdle(installed.executable, home, screen.display));
      emptyIdle.push(await measureIdle(empty.executable, home, screen.display));
    }
    const peer = { name: "Electron's empty window", value: median(emptyIdle) };
    return [
      { name: 'window, first screen painted', value: median(milliseconds), unit: 'ms', goal: atMost('value', 2000) },
      {
        name: 'window, idle',
        value: median(idle),
        unit: '% of a core',
        peer: { ...peer, ratio: median(idle) / peer.value },
        goal: atMost('ratio', 2),
      },
    ];
  } finally {
    installed.remove();
    empty.remove();
    screen.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function atMost(of: Goal['of'], bound: number): Goal {
  return { of, kind: 'at most', bound };
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

/** What all processes of a window that is left alone take, of one core; Electron says it of all of them. */
async function measureIdle(executable: string, home: string, display: string): Promise<number> {
  const app = await launchApp(executable, home, display);
  await app.firstWindow();
  const ofAllCores = await app.evaluate(async ({ app: application }, span) => {
    const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
    await wait(span / 2);
    // The second reading counts from the first.
    application.getAppMetrics();
    await wait(span);
    return application.getAppMetrics().reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0);
  }, IDLE_MILLISECONDS);
  await app.close();
  return ofAllCores * availableParallelism();
}
