import type { Box, Detection, TruthBox } from '../../../../src-shared/detection.ts';
import { createRandom } from '../../../../src-shared/random.ts';

export interface DrawnImage {
  readonly height: number;
  readonly width: number;
  readonly truths: readonly TruthBox[];
  readonly ignored: readonly Box[];
  /** By score, no two of which are equal. */
  readonly detections: readonly Detection[];
}

/**
 * Images with what a middling detector finds in them: boxes near objects, some twice, some of the wrong class, and some that are near
 * nothing. Class 3 is never found, class 4 is nowhere, and one image has no detection; in others there are more than 100.
 */
export function drawImages(): DrawnImage[] {
  const random = createRandom(5, 'detections');
  const within = (least: number, most: number): number => least + random.integer(most - least);
  let drawn = 0;
  const score = (): number => (1 + random.integer(90) + ++drawn / 100_000) / 100;
  return Array.from({ length: 24 }, (_, image) => {
    const [height, width] = [within(200, 400), within(300, 500)];
    const truths = Array.from({ length: image % 5 === 0 ? 60 : within(1, 12) }, (): TruthBox => {
      const side = within(6, 120);
      const size = { width: side, height: within(Math.ceil(side / 2), side) };
      const place = { left: within(0, width - size.width), top: within(0, height - size.height) };
      return { ...place, ...size, classIndex: random.integer(random.integer(4) + 1) };
    });
    const near = truths.flatMap((truth) =>
      Array.from({ length: random.integer(4) }, (): Detection => {
        const shift = (side: number): number => (random.uniform() - 0.5) * 0.4 * side;
        return {
          left: Math.max(0, truth.left + shift(truth.width)),
          top: Math.max(0, truth.top + shift(truth.height)),
          width: truth.width + shift(truth.width),
          height: truth.height + shift(truth.height),
          classIndex: truth.classIndex === 3 || random.integer(8) === 0 ? random.integer(3) : truth.classIndex,
          score: score(),
        };
      }),
    );
    const anywhere = Array.from({ length: image % 7 === 0 ? 130 : within(2, 15) }, (): Detection => {
      const size = { width: 5 + 60 * random.uniform(), height: 5 + 60 * random.uniform() };
      const place = { left: random.uniform() * (width - size.width), top: random.uniform() * (height - size.height) };
      return { ...place, ...size, classIndex: [0, 1, 2, 4][random.integer(4)] ?? 0, score: score() / 2 };
    });
    const ignored = Array.from({ length: image % 3 }, () => ({
      left: within(0, width - 60),
      top: within(0, height - 60),
      width: within(20, 150),
      height: within(20, 150),
    }));
    const detections = image === 3 ? [] : [...near, ...anywhere].sort((left, right) => right.score - left.score);
    return { height, width, truths, ignored, detections };
  });
}
