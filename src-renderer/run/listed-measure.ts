import type { RunOverview } from '../../src-shared/run-overview.ts';
import { translations } from '../language/language.ts';

/** What the numbers of a list of runs are. */
export type ListedMeasure = RunOverview['task'] | 'mixed';

export function listedMeasure(runs: readonly RunOverview[]): ListedMeasure {
  const tasks = new Set(runs.map(({ task }) => task));
  const [only = 'classification'] = tasks;
  return tasks.size > 1 ? 'mixed' : only;
}

/** What columns of measures are called in lists of runs. */
export const listedMeasureNames = translations<ListedMeasureNames>(
  {
    base: { classification: 'Base accuracy', detection: 'Base mAP', mixed: 'Base accuracy or mAP' },
    change: { classification: 'Accuracy change', detection: 'mAP change', mixed: 'Accuracy or mAP change' },
    protocol: 'mAP: mean average precision by each run’s own protocol, which its page says in full.',
  },
  {
    base: { classification: '基准准确率', detection: '基准 mAP', mixed: '基准准确率或 mAP' },
    change: { classification: '准确率变化', detection: 'mAP 变化', mixed: '准确率或 mAP 变化' },
    protocol: 'mAP：平均精度均值，按各运行自己的协议计算，完整协议见其页面。',
  },
);

interface ListedMeasureNames {
  readonly base: Readonly<Record<ListedMeasure, string>>;
  readonly change: Readonly<Record<ListedMeasure, string>>;
  /** Where a list has an mAP. */
  readonly protocol: string;
}
