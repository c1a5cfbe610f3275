import { z } from 'zod';
import type { Queue } from '../../src-shared/job.ts';
import type { HostService } from './host-service.ts';

const EMPTY: Queue = { held: false, jobs: [] };

/** Our own host's answer, of which only the outer shape is checked. */
const queueSchema = z.custom<Queue>(
  (value) => z.object({ jobs: z.array(z.object({ state: z.string() })) }).safeParse(value).success,
);

/** The queue as it is now; empty where the host can't tell. */
export async function readQueue(host: Pick<HostService, 'request'>): Promise<Queue> {
  const answer = await host.request('jobs.list', {});
  return (answer.ok ? queueSchema.safeParse(answer.data).data : undefined) ?? EMPTY;
}
