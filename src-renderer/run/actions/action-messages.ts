import type { RunStakes } from '../../../src-shared/routes/run-routes.ts';
import type { Format } from '../../language/format.ts';
import { translations } from '../../language/language.ts';

/** What is said where a run or its job is paused, resumed, cancelled or discarded, on whichever screen. */
export const actionMessages = translations(
  {
    pause: 'Pause',
    resume: 'Resume',
    retry: 'Try again',
    change: 'Change the recipe',
    cancel: 'Cancel',
    withdraw: 'Remove from queue',
    stopping: {
      pause: 'Pausing after the current step…',
      cancel: 'Stopping after the current step…',
    },
    cancelTitle: (name: string) => `Cancel “${name}”?`,
    cancelDetail:
      'It stops after its current step. What it has measured and its checkpoint are kept, so it can be resumed from its page later.',
    cancelAction: 'Cancel the run',
    cancelKeep: 'Keep it running',
    discard: 'Discard',
    discardTitle: (name: string) => `Delete “${name}” for good?`,
    discardDetail: ({ networks, epochs, bytes }: RunStakes, format: Format) =>
      [
        networks === 0
          ? 'No finished network'
          : networks === 1
            ? '1 finished network'
            : `${networks} finished networks`,
        epochs === 1 ? '1 measured epoch' : `${format.integer(epochs)} measured epochs`,
        `its curves, log and files (${format.bytes(bytes)}) will be lost. This can’t be undone.`,
      ].join(', '),
    discardAction: 'Delete the run',
    discardKeep: 'Keep it',
  },
  {
    pause: '暂停',
    resume: '继续',
    retry: '重试',
    change: '修改配方',
    cancel: '取消',
    withdraw: '移出队列',
    stopping: {
      pause: '完成当前步后暂停…',
      cancel: '完成当前步后停止…',
    },
    cancelTitle: (name: string) => `取消“${name}”？`,
    cancelDetail: '运行将在完成当前步后停止。已有的测量结果和检查点会保留，之后可在其页面上继续。',
    cancelAction: '取消运行',
    cancelKeep: '保持运行',
    discard: '丢弃',
    discardTitle: (name: string) => `永久删除“${name}”？`,
    discardDetail: ({ networks, epochs, bytes }: RunStakes, format: Format) =>
      `将丢失 ${networks} 个已完成的网络、${format.integer(epochs)} 轮测量结果，以及曲线、日志和文件（${format.bytes(bytes)}），且无法撤销。`,
    discardAction: '删除运行',
    discardKeep: '保留',
  },
);
