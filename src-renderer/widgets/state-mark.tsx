import type { ReactNode } from 'react';
import type { JobState } from '../../src-shared/job.ts';
import { translations, useMessages } from '../language/language.ts';

const labels = translations<Readonly<Record<JobState, string>>>(
  {
    waiting: 'Waiting',
    running: 'Running',
    paused: 'Paused',
    interrupted: 'Interrupted',
    failed: 'Failed',
    cancelled: 'Cancelled',
    done: 'Done',
  },
  {
    waiting: '等待中',
    running: '运行中',
    paused: '已暂停',
    interrupted: '已中断',
    failed: '失败',
    cancelled: '已取消',
    done: '完成',
  },
);

/** The state of a run or job in a word; the colour only repeats it. */
export function StateMark({ state }: { readonly state: JobState }): ReactNode {
  return <span className={`state state-${state}`}>{useMessages(labels)[state]}</span>;
}
