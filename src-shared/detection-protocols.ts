import { PROTOCOL_NAMES } from './choices.ts';
import type { Protocol, ProtocolName } from './detection-scores.ts';
import type { EvaluateRecipe } from './recipe.ts';

/**
 * What each protocol counts where a recipe doesn't say otherwise. SlimYOLOv3's command gives confidence, suppression and IoU of the
 * paper's; the toolkit takes detections as they come, so both are set as in the others. None of the three limits an image to fewer than
 * VisDrone's 500, whose densest image to test on holds 461 objects.
 * Not taken over from ultralytics' evaluation of 2019, which SlimYOLOv3 used: a box's best class alone, the 100 likeliest boxes of a class
 * before suppression, and the merging of suppressed boxes into the one that stays.
 */
const DEFAULTS = {
  paper: { iou: 0.5, confidence: 0.1, nms: 0.5, maxDetections: 500 },
  visdrone: { iou: null, confidence: 0.01, nms: 0.5, maxDetections: 500 },
  'class-mean': { iou: 0.5, confidence: 0.01, nms: 0.45, maxDetections: 500 },
} satisfies Record<ProtocolName, Partial<Protocol>>;

/**
 * The protocols that a run's detectors are counted by, for images fitted into height × width: the recipe's first, with what it says of it,
 * then the others as they are.
 */
export function protocolsOf(
  evaluate: EvaluateRecipe | undefined,
  { height, width }: Pick<Protocol, 'height' | 'width'>,
): Protocol[] {
  const name = evaluate?.protocol ?? 'paper';
  const first = { name, ...DEFAULTS[name], height, width };
  const others = PROTOCOL_NAMES.filter((other) => other !== name);
  return [
    {
      ...first,
      confidence: evaluate?.confidence ?? first.confidence,
      nms: evaluate?.nms ?? first.nms,
      maxDetections: evaluate?.maxDetections ?? first.maxDetections,
    },
    ...others.map((other) => ({ name: other, ...DEFAULTS[other], height, width })),
  ];
}
