import { translations } from '../language/language.ts';

export const reportMessages = translations(
  {
    title: 'Report',
    of: (names: string) => `of ${names}`,
    ofRuns: (count: number) => `of ${count} runs`,
    frame: (title: string) => `Report ${title}`,
    loading: 'Gathering the runs…',
    onlyFinished: 'Only finished runs have a report.',
    none: 'No runs were chosen.',
    home: 'To the projects',
    toRun: 'Back to the run',
    toComparison: 'Back to the comparison',
  },
  {
    title: '报告',
    of: (names: string) => names,
    ofRuns: (count: number) => `${count} 次运行`,
    frame: (title: string) => `报告：${title}`,
    loading: '正在汇总运行…',
    onlyFinished: '只有已完成的运行才有报告。',
    none: '尚未选择运行。',
    home: '返回项目列表',
    toRun: '返回运行',
    toComparison: '返回对比',
  },
);
