import type { ProtocolName } from '../../../src-shared/detection-scores.ts';
import { translations } from '../../language/language.ts';

interface Text {
  readonly title: string;
  readonly text: string;
}

const protocols: Readonly<Record<ProtocolName, Text>> = {
  paper: {
    title: 'The paper’s',
    text: 'To compare with the paper’s tables and SlimYOLOv3: only detections that are fairly sure.',
  },
  visdrone: {
    title: 'VisDrone toolkit',
    text: 'To compare with the challenge: the mean over ten overlaps, classes weighted by the images they are in.',
  },
  'class-mean': {
    title: 'Plain class mean',
    text: 'What most other programs say: every class counts the same, and nearly all detections are looked at.',
  },
};
const protocolsInChinese: Readonly<Record<ProtocolName, Text>> = {
  paper: { title: '论文协议', text: '便于与论文表格和 SlimYOLOv3 比较：只计较为确定的检测。' },
  visdrone: { title: 'VisDrone 工具包', text: '便于与挑战赛结果比较：十个重叠阈值取平均，类别按其出现的图像数加权。' },
  'class-mean': { title: '类别平均', text: '多数其他程序的做法：各类别同等计入，几乎所有检测都参与。' },
};

export const evaluateMessages = translations(
  {
    title: 'How detections are counted (mAP)',
    lead: 'There is more than one mAP, and they differ by several points. This one is shown first; the run’s result has the others beside it.',
    protocols,
    confidence: 'Least confidence',
    confidenceHint: 'Detections of a lower score are left out.',
    suppression: 'Non-maximum suppression (NMS)',
    suppressionHint: 'Of two detections of a class that overlap by more, the weaker one is left out.',
    maxDetections: 'Most detections an image',
  },
  {
    title: '检测结果的计算方式（mAP）',
    lead: 'mAP 有多种算法，结果可相差数个百分点。此处选择的排在首位，其余算法的数值也会列在结果中。',
    protocols: protocolsInChinese,
    confidence: '最低置信度',
    confidenceHint: '低于此分数的检测不计入。',
    suppression: '非极大值抑制（NMS）',
    suppressionHint: '同类两个检测的重叠超过此值时，舍去较弱者。',
    maxDetections: '每张图像的检测数上限',
  },
);
