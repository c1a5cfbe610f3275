import type { ReactNode } from 'react';
import { useAnswer } from '../front/use-answer.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { machineMessages } from './machine-messages.ts';
import './machine.css';

/** What this computer is and has. */
export function MachineFacts(): ReactNode {
  const say = useMessages(machineMessages);
  const format = useFormat();
  const { asked, reload } = useAnswer('machine.show', {});
  if (asked.state === 'loading') return <Loading label={say.loading} />;
  if (asked.state === 'failed') return <Failure error={asked.error} onRetry={reload} />;
  const { processor, threads, memoryBytes, freeMemoryBytes, freeDiskBytes, home } = asked.data;
  return (
    <dl className="machine-facts">
      <dt>{say.processor}</dt>
      <dd>
        {processor}, {say.threads(threads)}
      </dd>
      <dt>{say.memory}</dt>
      <dd>{say.free(format.bytes(freeMemoryBytes), format.bytes(memoryBytes))}</dd>
      <dt>{say.disk}</dt>
      <dd>{say.diskFree(format.bytes(freeDiskBytes))}</dd>
      <dt>{say.home}</dt>
      <dd>
        <code>{home}</code>
      </dd>
    </dl>
  );
}
