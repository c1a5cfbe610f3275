import type { ComparedScene } from '../../../src-shared/detection-comparison.ts';
import type { Detection } from '../../../src-shared/detection.ts';

/** What of a scene's boxes is drawn. */
export interface SceneView {
  /** Less likely boxes are not drawn. */
  readonly confidence: number;
  readonly truth: boolean;
  readonly ignored: boolean;
  readonly labels: boolean;
}

export function likelyBoxes(detections: readonly Detection[], confidence: number): readonly Detection[] {
  return detections.filter(({ score }) => score >= confidence);
}

/** The classes that a scene shows under a view, ascending. */
export function classesOf({ truths, base, variant }: ComparedScene, { confidence, truth }: SceneView): number[] {
  const shown = [...(truth ? truths : []), ...likelyBoxes(base, confidence), ...likelyBoxes(variant, confidence)];
  return [...new Set(shown.map(({ classIndex }) => classIndex))].sort((one, other) => one - other);
}

/** With more boxes their labels would hide the image. */
const MOST_LABELS = 80;

/** Whether a scene has too many boxes at a confidence for all of them to be labelled. */
export function isCrowded({ truths, base, variant }: ComparedScene, confidence: number): boolean {
  const found = Math.max(likelyBoxes(base, confidence).length, likelyBoxes(variant, confidence).length);
  return truths.length + found > MOST_LABELS;
}

/** Whether neither network finds anything in it at a confidence. */
export function isEmpty({ base, variant }: ComparedScene, confidence: number): boolean {
  return likelyBoxes(base, confidence).length + likelyBoxes(variant, confidence).length === 0;
}

/** Whether the two networks find the same in it, as it was counted. */
export function isUnchanged({ lost, gained, newFalse, goneFalse }: ComparedScene): boolean {
  return lost + gained + newFalse + goneFalse === 0;
}
