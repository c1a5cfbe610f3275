import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeFileLock, type FileLock } from './file-lock.ts';

/** A run that this process carries out; nobody else can take it on before `release`, or before the process ends. */
export type RunLock = FileLock;

/** Takes the lock of a run, a file in its folder; undefined where another process holds it. */
export function lockRun(folder: string): RunLock | undefined {
  mkdirSync(folder, { recursive: true });
  return takeFileLock(lockFile(folder), 0);
}

/** Whether a process is carrying out the run of this folder. */
export function isRunLocked(folder: string): boolean {
  const file = lockFile(folder);
  if (!existsSync(file)) return false;
  const lock = takeFileLock(file, 0);
  lock?.release();
  return lock === undefined;
}

function lockFile(folder: string): string {
  return join(folder, 'run.lock');
}
