import type { HostEvent } from '../../src-shared/host-event.ts';
import type { Job } from '../../src-shared/job.ts';
import type { HostService } from './host-service.ts';
import { readQueue } from './read-queue.ts';

/**
 * Asks the running job to stop at its next checkpoint, and resolves once it has stopped or its host has ended; no other begins meanwhile.
 * Gives whether there was one.
 */
export async function stopJobs(host: HostService): Promise<boolean> {
  const { jobs } = await readQueue(host);
  const running = jobs.find(isRunning);
  if (running === undefined) return false;
  let stopListening = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stopListening = host.onEvent((event) => {
      if (hasStopped(event)) resolve();
    });
  });
  // Else the next one would begin; with none to come the queue stays open.
  if (jobs.some(({ state }) => state === 'waiting')) await host.request('jobs.hold', { held: true });
  await host.request('jobs.pause', { id: running.id });
  // It may have ended before we listened.
  const now = await readQueue(host);
  if (now.jobs.some(isRunning)) await stopped;
  stopListening();
  return true;
}

function isRunning({ state }: Job): boolean {
  return state === 'running';
}

function hasStopped(event: HostEvent): boolean {
  return event.topic === 'stopped' || (event.topic === 'queue' && !event.queue.jobs.some(isRunning));
}
