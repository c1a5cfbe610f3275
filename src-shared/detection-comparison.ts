import type { Box, Detection, TruthBox } from './detection.ts';
import type { Protocol } from './detection-scores.ts';

/** A test image as two detectors see it; all boxes are in pixels of the original image, whose sides these are. */
export interface ComparedScene {
  /** Address it by `imageAddress`; the image shown may be smaller. */
  readonly image: string;
  /** The file's name, or a number. */
  readonly name: string;
  /** Its place in the test split. */
  readonly index: number;
  readonly height: number;
  readonly width: number;
  readonly truths: readonly TruthBox[];
  readonly ignored: readonly Box[];
  /** Down to a confidence of `leastConfidence`, strongest first. */
  readonly base: readonly Detection[];
  readonly variant: readonly Detection[];
  /** At the protocol's overlap and the asked confidence: objects that the base found and the other doesn't, and the other way round. */
  readonly lost: number;
  readonly gained: number;
  /** False alarms that only the other, or only the base, gives. */
  readonly newFalse: number;
  readonly goneFalse: number;
  /** What they are sorted by, largest first: lost and new false alarms count against, gained and gone ones for the network. */
  readonly damage: number;
}

/** What a detector finds on the test images beside what the base detector finds. */
export interface DetectionComparison {
  readonly variant: string;
  readonly classes: readonly string[];
  readonly protocol: Protocol;
  /** The confidence at which damage was counted. */
  readonly confidence: number;
  readonly leastConfidence: number;
  /** Of the test split; all were looked at. */
  readonly images: number;
  /** The most damaged first. */
  readonly examples: readonly ComparedScene[];
}
