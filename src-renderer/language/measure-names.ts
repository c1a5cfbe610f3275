import { useMemo } from 'react';
import { describeProtocol } from '../../src-shared/describe-protocol.ts';
import type { Protocol, ProtocolName } from '../../src-shared/detection-scores.ts';
import type { Measure } from '../../src-shared/result.ts';
import { translations, useLanguage, type Language } from './language.ts';

/** What runs measure, in the user's language. Undefined stands for measures that are not one. */
export interface MeasureNames {
  /** As a heading: `Test accuracy`, `mAP@0.5 (paper)`. */
  readonly title: (measure: Measure | undefined) => string;
  /** The same in a sentence. */
  readonly name: (measure: Measure | undefined) => string;
  /** The protocol in full, without which no mAP is shown; undefined where there is none. */
  readonly protocol: (measure: Measure | undefined) => string | undefined;
}

const messages = translations(
  {
    accuracy: 'test accuracy',
    mixed: 'accuracy or mAP',
    averages: { paper: 'paper', visdrone: 'VisDrone toolkit', 'class-mean': 'class mean' },
    describe: describeProtocol,
  },
  {
    accuracy: '测试准确率',
    mixed: '准确率或 mAP',
    averages: { paper: '论文协议', visdrone: 'VisDrone 工具包', 'class-mean': '类别平均' },
    describe: describeInChinese,
  },
);

export function createMeasureNames(language: Language): MeasureNames {
  const say = messages[language];
  const name = (measure: Measure | undefined): string => {
    switch (measure?.kind) {
      case undefined:
        return say.mixed;
      case 'accuracy':
        return say.accuracy;
      case 'mean-average-precision': {
        const { iou, name: protocol } = measure.protocol;
        return `${iou === null ? 'AP' : `mAP@${iou}`} (${say.averages[protocol]})`;
      }
    }
  };
  return {
    name,
    title: (measure) =>
      measure?.kind === 'mean-average-precision'
        ? name(measure)
        : name(measure).replace(/^./, (letter) => letter.toUpperCase()),
    protocol: (measure) => (measure?.kind === 'mean-average-precision' ? say.describe(measure.protocol) : undefined),
  };
}

export function useMeasureNames(): MeasureNames {
  const language = useLanguage();
  return useMemo(() => createMeasureNames(language), [language]);
}

const CHINESE_AVERAGES: Readonly<Record<ProtocolName, string>> = {
  paper: '在 101 个召回率处取精确率，对出现的类别取平均',
  visdrone: 'VisDrone-DET 工具包，各类别按出现它的图像数加权',
  'class-mean': '在每个召回率处取精确率，对出现的类别取平均',
};

function describeInChinese({ name, iou, confidence, nms, maxDetections, height, width }: Protocol): string {
  return [
    `${name === 'visdrone' ? 'AP' : 'mAP'}，IoU ${iou ?? '0.50–0.95'}`,
    `置信度 ${confidence}`,
    nms === null ? '无 NMS' : `NMS ${nms}`,
    `每张图像最多 ${maxDetections} 个检测框`,
    `输入 ${width}×${height}`,
    CHINESE_AVERAGES[name],
  ].join('，');
}
