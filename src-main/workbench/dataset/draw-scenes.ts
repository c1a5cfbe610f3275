import type { TruthBox } from '../../../src-shared/detection.ts';
import type { DatasetSamples } from '../../../src-shared/routes/wizard-routes.ts';
import type { DetectionDataset, Scene } from '../../data/dataset.ts';
import type { TaskInput } from '../tasks.ts';
import { drawBalanced } from './draw-balanced.ts';
import { encodePixels } from './encode-png.ts';
import { encodeThumbnail } from './encode-thumbnail.ts';

/** Each has to be decoded. */
const MOST_SCENES = 48;
/** Objects are small. */
const SIDE = 384;

/** Draws scenes of a split with their objects so that rare classes are seen too. One that can't be decoded is left out. */
export async function drawScenes(
  dataset: DetectionDataset,
  { split, count, seed }: Pick<TaskInput<'draw-samples'>, 'split' | 'count' | 'seed'>,
): Promise<DatasetSamples> {
  const { classes, channels, height, width, train, test } = dataset;
  const { scenes } = dataset[split];
  const labels = rarestClasses(scenes, classes.length);
  const drawn = drawBalanced(labels, Math.min(count, MOST_SCENES), seed).map(async (index) => {
    const scene = scenes[index];
    const image = scene === undefined ? null : await encodeScene(scene);
    if (scene === undefined || image === null) return undefined;
    return { image, label: labels[index] ?? -1, index, boxes: boxesInShares(scene) };
  });
  const images = (await Promise.all(drawn)).filter((sample) => sample !== undefined);
  return { classes, train: train.count, test: test.count, channels, height, width, images };
}

/** Of each scene the class in it of which the split has the fewest objects; −1 of one without objects. */
function rarestClasses(scenes: readonly Scene[], classes: number): Int32Array {
  const counts = new Uint32Array(classes);
  for (const { truths } of scenes) {
    for (const { classIndex } of truths) counts[classIndex] = (counts[classIndex] ?? 0) + 1;
  }
  return Int32Array.from(scenes, ({ truths }) =>
    truths.reduce(
      (rarest, { classIndex }) =>
        rarest < 0 || (counts[classIndex] ?? 0) < (counts[rarest] ?? 0) ? classIndex : rarest,
      -1,
    ),
  );
}

async function encodeScene({ source, height, width }: Scene): Promise<string | null> {
  switch (source.kind) {
    case 'file':
      return encodeThumbnail(source.path, SIDE);
    case 'pixels':
      return encodePixels(Uint8Array.from(source.pixels), height, width);
  }
}

function boxesInShares({ truths, height, width }: Scene): TruthBox[] {
  return truths.map((truth) => ({
    left: truth.left / width,
    top: truth.top / height,
    width: truth.width / width,
    height: truth.height / height,
    classIndex: truth.classIndex,
  }));
}
