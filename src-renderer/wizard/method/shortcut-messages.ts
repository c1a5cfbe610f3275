import type { Shortcut } from '../../../src-shared/recipe.ts';
import { translations } from '../../language/language.ts';
import type { KnownPlan } from '../draft/known-plans.ts';

interface Text {
  readonly title: string;
  readonly text: string;
}

const plans: Readonly<Record<KnownPlan, Text>> = {
  'network-slimming': {
    title: 'Network Slimming’s plan',
    text: 'One threshold for the BN scales of all layers, and no floor but the least channels a layer.',
  },
  'slim-yolov3': {
    title: 'SlimYOLOv3’s plan',
    text: 'The same threshold, but every layer keeps at least a tenth, and added layers keep what any of them keeps.',
  },
  'sketched-shortcuts': {
    title: 'The paper’s plan',
    text: 'As SlimYOLOv3’s, but added layers come to the smallest number, and the sketch brings the wider ones down to it.',
  },
};
const plansInChinese: Readonly<Record<KnownPlan, Text>> = {
  'network-slimming': {
    title: 'Network Slimming 的方案',
    text: '所有层的 BN 缩放因子共用一个阈值，除每层最少通道数外没有下限。',
  },
  'slim-yolov3': {
    title: 'SlimYOLOv3 的方案',
    text: '阈值相同，但每层至少保留十分之一，相加的层保留其中任一层所保留的通道。',
  },
  'sketched-shortcuts': {
    title: '论文的方案',
    text: '与 SlimYOLOv3 相同，但相加的层都降到其中最少的通道数，较宽的层由草图补偿降下来。',
  },
};

const modes: Readonly<Record<Shortcut, Text>> = {
  union: { title: 'Union', text: 'All keep what any of them keeps (SlimYOLOv3). The safest; removes the least.' },
  intersection: {
    title: 'Intersection',
    text: 'All keep only what each of them keeps. Removes the most, and may hurt.',
  },
  first: { title: 'First', text: 'All keep what the first of them keeps; the others have no say.' },
  skip: { title: 'Skip', text: 'They are not pruned at all.' },
  sketch: {
    title: 'Sketch',
    text: 'The paper’s: all come to the smallest number that one keeps, and a sketch of its own brings each wider one down to it.',
  },
  'shared-sketch': {
    title: 'Shared sketch',
    text: 'The same number, but one sketch for all of them, so that what is added still belongs together.',
  },
};
const modesInChinese: Readonly<Record<Shortcut, Text>> = {
  union: { title: '并集', text: '全部保留其中任一层所保留的通道（SlimYOLOv3）。最稳妥，剪除最少。' },
  intersection: { title: '交集', text: '只保留每一层都保留的通道。剪除最多，可能有损精度。' },
  first: { title: '首层', text: '全部按第一层的选择保留，其他层不参与决定。' },
  skip: { title: '跳过', text: '这些层完全不剪枝。' },
  sketch: {
    title: '草图',
    text: '论文方法：全部降到其中最少的通道数，较宽的层各自由草图降下来。',
  },
  'shared-sketch': {
    title: '共享草图',
    text: '通道数相同，但全组共用一个草图，使相加的两侧仍相互对应。',
  },
};

/** What is said of layers whose outputs are added, and of plans for networks that have such. */
export const shortcutMessages = translations(
  {
    knownPlans: 'Begin with a known plan',
    plans,
    title: 'Layers that are added (shortcuts)',
    lead: (groups: number) =>
      `${groups === 1 ? 'One group' : `${groups} groups`} of layers can only lose the same channels. What holds where their own rankings disagree?`,
    modes,
    needsSketch:
      'Without a sketch this only keeps what the smallest of them keeps. Add the sketch compensation to bring the others down to it.',
    addSketch: 'Add the sketch',
    coupled: 'What coupled layers would keep by themselves',
    coupledLead:
      'Of layers that have to keep the same channels: what each one’s own ranking would keep, and what they agree on.',
    layer: 'Layer',
    channels: 'Channels',
    ownKeep: 'By itself',
    kept: 'Kept',
    group: 'Coupled group',
  },
  {
    knownPlans: '从已有方案开始',
    plans: plansInChinese,
    title: '相加的层（捷径连接）',
    lead: (groups: number) => `有 ${groups} 组层只能剪除相同的通道。各层自己的排序不一致时，以什么为准？`,
    modes: modesInChinese,
    needsSketch: '没有草图补偿时，只会保留其中最少者所保留的通道。请添加草图补偿，使其他层降到该数量。',
    addSketch: '添加草图补偿',
    coupled: '耦合层各自会保留的通道',
    coupledLead: '须保留相同通道的各层：按自身排序会保留多少，最终共同保留多少。',
    layer: '层',
    channels: '通道数',
    ownKeep: '各自保留',
    kept: '共同保留',
    group: '耦合组',
  },
);
