import type { Task } from '../../../src-shared/task.ts';
import type { Shortcut } from '../../../src-shared/recipe.ts';
import { translations } from '../../language/language.ts';

const measures: Readonly<Record<Task, string>> = { classification: 'Accuracy', detection: 'mAP' };
const measuresInChinese: Readonly<Record<Task, string>> = { classification: '准确率', detection: ' mAP' };

/** smallest: of a sketch where there is none. */
const shortcuts: Readonly<Record<Shortcut | 'smallest', string>> = {
  union: 'Layers that are added keep what any of them keeps.',
  intersection: 'Layers that are added keep only what each of them keeps.',
  first: 'Layers that are added keep what the first of them keeps.',
  skip: 'Layers that are added are not pruned.',
  smallest: 'Layers that are added keep what the smallest of them keeps.',
  sketch: 'Layers that are added come to the smallest number that one keeps, each wider one by a sketch of its own.',
  'shared-sketch': 'Layers that are added come to the smallest number that one keeps, by one sketch for all of them.',
};
const shortcutsInChinese: Readonly<Record<Shortcut | 'smallest', string>> = {
  union: '相加的层保留其中任一层所保留的通道。',
  intersection: '相加的层只保留每一层都保留的通道。',
  first: '相加的层按其中第一层的选择保留。',
  skip: '相加的层不剪枝。',
  smallest: '相加的层保留其中最少者所保留的通道。',
  sketch: '相加的层降到其中最少的通道数，较宽的层各由自己的草图降下来。',
  'shared-sketch': '相加的层降到其中最少的通道数，全组共用一个草图。',
};

export const reviewMessages = translations(
  {
    title: 'Is this what you want?',
    lead: 'Nothing has been started yet. You can leave the run alone once it goes: it can be paused, and goes on after an interruption.',
    name: 'Name of the run',
    nameHint: 'Leave it empty to have it named after what it does.',
    project: 'Project',
    newProject: 'A new project…',
    newProjectName: 'Name of the new project',
    whatHappens: 'What will happen',
    data: (what: string) => `The images come from ${what}.`,
    trained: (network: string, length: string, sparsity: string | undefined) =>
      sparsity === undefined
        ? `${network} is trained for ${length}.`
        : `${network} is trained for ${length}; a penalty of strength ${sparsity} empties channels meanwhile.`,
    fitted: (height: number, width: number) =>
      `They are fitted into ${height} × ${width} pixels, with their shape kept.`,
    adam: 'Adam chooses the size of the steps.',
    untrained: (network: string) => `${network} is taken as it is, without training.`,
    pruned: (criterion: string, amount: string) => `Channels are removed by ${criterion}: ${amount}.`,
    floored: (share: string) => `Every layer keeps at least ${share} of its channels.`,
    shortcuts,
    compensated: (list: string) => `Networks that are compensated: ${list}.`,
    uncompensated: 'Nothing is done to make up for the removed filters.',
    finetuned: (length: string) => `Each smaller network is fine-tuned for ${length}.`,
    notFinetuned: 'The smaller networks are not fine-tuned.',
    controlled: (list: string) => `For comparison, of the same size: ${list}.`,
    seeded: (count: number, first: number, last: number) =>
      `All of this is done for ${count} seeds, ${first} to ${last}, so that chance can be told from effect.`,
    measured: (task: Task, files: string) =>
      `${measures[task]}, size and speed of every network are measured, and files written: ${files}.`,
    measuredOnly: (task: Task) => `${measures[task]}, size and speed of every network are measured.`,
    counted: (protocol: string) => `How good a network is, is told by ${protocol}.`,
    noPruning: 'No network is pruned.',
    recipe: 'The recipe',
    recipeHint: 'All of this as a file. The command line runs the same and gets the same numbers.',
    copy: 'Copy the recipe',
    save: 'Save the recipe…',
    saved: (place: string) => `Saved: ${place}`,
    command: 'On the command line',
    copyCommand: 'Copy the command',
    finished: 'This was run before',
    finishedText: 'A finished run of the same settings is there already. Look at it, or measure everything anew.',
    look: 'Look at the finished run',
    checking: 'Checking the recipe',
    start: 'Start',
    again: 'Run it again',
    starting: 'Starting',
    waiting: 'Getting ready',
    waitingText: 'The data set and the network are read and the pruning is planned; then the run opens.',
    ahead: (count: number) =>
      count === 1
        ? 'One run is before it in the queue. It starts by itself.'
        : `${count} runs are before it in the queue. It starts by itself.`,
    held: 'The queue is on hold, so nothing starts.',
    release: 'Let the queue go on',
    leave: 'You can leave this page; the run stays in the queue.',
    toProject: 'Go to the project',
    backToDraft: 'Take it out of the queue and go back',
    failed: 'The run could not begin. Nothing was written, and your settings are kept.',
    fix: (step: string) => `Back to: ${step}`,
    gone: 'The run is no longer in the queue.',
    paused: 'The run is paused in the queue.',
  },
  {
    title: '确认以下设置',
    lead: '尚未开始任何操作。运行开始后无需看管：可以暂停，中断后也能继续。',
    name: '运行名称',
    nameHint: '留空则按内容自动命名。',
    project: '项目',
    newProject: '新建项目…',
    newProjectName: '新项目的名称',
    whatHappens: '将要进行的操作',
    data: (what: string) => `图像来自${what}。`,
    trained: (network: string, length: string, sparsity: string | undefined) =>
      sparsity === undefined
        ? `${network} 训练 ${length}。`
        : `${network} 训练 ${length}，同时以强度 ${sparsity} 的惩罚清空通道。`,
    fitted: (height: number, width: number) => `图像保持宽高比缩放到 ${height} × ${width} 像素之内。`,
    adam: '由 Adam 决定步长。',
    untrained: (network: string) => `${network} 按原样使用，不训练。`,
    pruned: (criterion: string, amount: string) => `剪枝方法：${criterion}，${amount}。`,
    floored: (share: string) => `每层至少保留 ${share} 的通道。`,
    shortcuts: shortcutsInChinese,
    compensated: (list: string) => `进行补偿的网络：${list}。`,
    uncompensated: '不对被剪除的滤波器进行补偿。',
    finetuned: (length: string) => `每个较小的网络微调 ${length}。`,
    notFinetuned: '较小的网络不进行微调。',
    controlled: (list: string) => `同等规模的对照：${list}。`,
    seeded: (count: number, first: number, last: number) =>
      `以上操作对 ${count} 个随机种子（${first} 至 ${last}）分别进行，以区分偶然与真实效果。`,
    measured: (task: Task, files: string) =>
      `测量每个网络的${measuresInChinese[task]}、规模和速度，并写入文件：${files}。`,
    measuredOnly: (task: Task) => `测量每个网络的${measuresInChinese[task]}、规模和速度。`,
    counted: (protocol: string) => `网络的优劣按以下方式计算：${protocol}。`,
    noPruning: '不剪枝。',
    recipe: '配方',
    recipeHint: '以上全部内容的文件形式。命令行运行同一配方会得到相同数值。',
    copy: '复制配方',
    save: '保存配方…',
    saved: (place: string) => `已保存：${place}`,
    command: '命令行',
    copyCommand: '复制命令',
    finished: '曾经运行过',
    finishedText: '已有相同设置的完成的运行。可以查看它，或重新测量全部内容。',
    look: '查看已完成的运行',
    checking: '正在检查配方',
    start: '开始',
    again: '重新运行',
    starting: '正在开始',
    waiting: '正在准备',
    waitingText: '正在读取数据集和网络并制定剪枝方案，随后会打开运行页面。',
    ahead: (count: number) => `队列中前面还有 ${count} 个运行。轮到时会自动开始。`,
    held: '队列已暂停，不会开始任何运行。',
    release: '恢复队列',
    leave: '可以离开此页面，运行会留在队列中。',
    toProject: '前往项目',
    backToDraft: '移出队列并返回',
    failed: '运行未能开始。没有写入任何内容，您的设置已保留。',
    fix: (step: string) => `返回：${step}`,
    gone: '该运行已不在队列中。',
    paused: '该运行在队列中已暂停。',
  },
);
