import type { StageName } from '../../src-shared/event.ts';
import { translations } from './language.ts';

/** What the stages of a run are called. */
export const stageNames = translations<Readonly<Record<StageName, string>>>(
  {
    train: 'Training',
    prune: 'Pruning',
    compensate: 'Compensation',
    recalibrate: 'Recalibration',
    finetune: 'Fine-tuning',
    evaluate: 'Evaluation',
    export: 'Measuring and export',
  },
  {
    train: '训练',
    prune: '剪枝',
    compensate: '补偿',
    recalibrate: '重新校准',
    finetune: '微调',
    evaluate: '评估',
    export: '测量与导出',
  },
);
