import { translations } from '../../language/language.ts';

const MOST_NAMES = 6;

function list(names: readonly string[], comma: string): string {
  const shown = names.slice(0, MOST_NAMES).join(comma);
  return names.length > MOST_NAMES ? `${shown}${comma}…` : shown;
}

export const latencyMessages = translations(
  {
    unmeasured:
      'The steps of this network have not been measured on this computer yet: the run does so before it plans.',
    measured: (moment: string, duration: string) => `Steps measured on ${moment}, in ${duration}.`,
    untold: (untold: readonly string[], timed: number) =>
      `Of ${untold.length} of ${timed} groups of layers no steps could be told, since the computer was busy; these are not rounded: ${list(untold, ', ')}.`,
    disturbed: 'A run was going on meanwhile, which blurs the times. Measure again when it is done.',
    measuring: 'Timing each layer with many numbers of channels',
    measureNow: 'Measure now',
    measureAgain: 'Measure again',
    measureHint:
      'Takes about half a minute for VGG16 and minutes for YOLOv3; best when the computer has nothing else to do. Runs that have begun keep the steps they planned by.',
  },
  {
    unmeasured: '尚未在本机测量此网络的台阶：运行会在制定剪枝方案之前测量。',
    measured: (moment: string, duration: string) => `台阶测量于 ${moment}，用时 ${duration}。`,
    untold: (untold: readonly string[], timed: number) =>
      `${timed} 组层中有 ${untold.length} 组因本机繁忙而无法判断台阶，这些层不取整：${list(untold, '、')}。`,
    disturbed: '测量时另有运行正在进行，耗时不够准确。请在其结束后重新测量。',
    measuring: '正在以多种通道数测量每一层的耗时',
    measureNow: '立即测量',
    measureAgain: '重新测量',
    measureHint: 'VGG16 约需半分钟，YOLOv3 需要数分钟；最好在本机空闲时进行。已开始的运行沿用其制定方案时的台阶。',
  },
);
