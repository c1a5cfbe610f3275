import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { HostService } from '../pages/host-service.ts';
import { stopJobs } from '../pages/stop-jobs.ts';
import type { QueueActivity } from './follow-queue.ts';
import type { ShellTexts } from './texts.ts';

interface LeavingContext {
  readonly host: HostService;
  readonly activity: () => QueueActivity;
  readonly window: () => BrowserWindow | undefined;
  readonly texts: () => ShellTexts;
}

/** What the end of the window or of the application means while a run is going on. */
export interface Leaving {
  /** Asks before this window is closed. */
  guard(window: BrowserWindow): void;
}

/** Asks once what is to become of a run that is going on: stopped, left to itself, or nothing is closed. */
export function guardLeaving({ host, activity, window, texts }: LeavingContext): Leaving {
  let agreed = false;
  let asking = false;

  function mayLeave(event: { preventDefault(): void }): void {
    if (agreed || !activity().running) return;
    event.preventDefault();
    if (!asking) void ask();
  }

  async function ask(): Promise<void> {
    asking = true;
    const { stillRunning, stillRunningDetail, stopAndQuit, keepRunning, cancel } = texts();
    const question: MessageBoxOptions = {
      type: 'question',
      message: stillRunning,
      detail: stillRunningDetail,
      buttons: [stopAndQuit, keepRunning, cancel],
      defaultId: 1,
      cancelId: 2,
    };
    const open = window();
    const { response } = await (open === undefined
      ? dialog.showMessageBox(question)
      : dialog.showMessageBox(open, question));
    if (response === 0) await stopAndLeave();
    else if (response === 1) window()?.destroy();
    asking = false;
  }

  async function stopAndLeave(): Promise<void> {
    await stopJobs(host);
    agreed = true;
    app.quit();
  }

  app.on('before-quit', mayLeave);
  return { guard: (guarded) => void guarded.on('close', mayLeave) };
}
