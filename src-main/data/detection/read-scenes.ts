import type { Box, TruthBox } from '../../../src-shared/detection.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Scene } from '../dataset.ts';
import { readImageHead } from '../image-folder/decode-image.ts';
import { inParallel } from '../image-folder/in-parallel.ts';
import { boxInPixels, type AnnotatedImage, type Annotations } from './annotated-image.ts';
import { clipBox, type Size } from './letterbox.ts';

/** A scene whose pixels are in a file of so many bytes. */
export interface ReadScene {
  readonly scene: Scene;
  readonly bytes: number;
}

/** What was read of a split, and what was left out of it. */
export interface ReadSplit {
  readonly scenes: readonly ReadScene[];
  /** Images that can't be read: which and why. */
  readonly unreadable: readonly string[];
  /** Boxes of no area, or wholly outside their image. */
  readonly emptyBoxes: number;
  /** Images whose annotations give another size than they have. */
  readonly otherSizes: readonly string[];
}

type Outcome = ReadScene & { readonly emptyBoxes: number; readonly hasOtherSize: boolean };

/**
 * Reads the heads and annotations of images; none is decoded. Boxes are cut at their image's edges; those of which nothing is left are left
 * out, and so is an image whose head can't be read.
 * @throws EspalierError `bad-dataset` for a record of annotations that is no box, and for an image of too many pixels.
 */
export async function readScenes(images: readonly AnnotatedImage[]): Promise<ReadSplit> {
  const outcomes = new Array<Outcome | string>(images.length);
  await inParallel(images, async (image, index) => {
    outcomes[index] = await readScene(image);
  });
  const read = outcomes.filter((outcome) => typeof outcome !== 'string');
  return {
    scenes: read,
    unreadable: outcomes.filter((outcome) => typeof outcome === 'string'),
    emptyBoxes: read.reduce((sum, { emptyBoxes }) => sum + emptyBoxes, 0),
    otherSizes: read.filter(({ hasOtherSize }) => hasOtherSize).map(({ scene }) => scene.name),
  };
}

async function readScene(image: AnnotatedImage): Promise<Outcome | string> {
  const { name, path, statedSize } = image;
  const annotations = await image.readAnnotations();
  refuseProblems(image, annotations);
  const head = await readImageHead(path);
  if ('problem' in head) {
    if (head.isTooLarge !== true) return `${name}: ${head.problem}`;
    throw new EspalierError('bad-dataset', `the image "${path}" can't be used: ${head.problem}; scale or remove it`);
  }
  const { height, width, bytes } = head;
  const truths: TruthBox[] = [];
  const ignored: Box[] = [];
  for (const annotated of annotations.boxes) {
    const box = clipBox(boxInPixels(annotated, image.unit, head), head);
    if (box.width <= 0 || box.height <= 0) continue;
    if (annotated.classIndex === null) ignored.push(box);
    else truths.push({ ...box, classIndex: annotated.classIndex });
  }
  return {
    scene: { name, source: { kind: 'file', path }, height, width, truths, ignored },
    bytes,
    emptyBoxes: annotations.boxes.length - truths.length - ignored.length,
    hasOtherSize: statedSize !== undefined && !isSameSize(statedSize, head),
  };
}

/** Whether an image has the size that its annotations say. */
export function isSameSize(one: Size, other: Size): boolean {
  return one.height === other.height && one.width === other.width;
}

function refuseProblems({ name, annotationFile }: AnnotatedImage, { problems }: Annotations): void {
  const [first] = problems;
  if (first === undefined) return;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more like it` : '';
  throw new EspalierError(
    'bad-dataset',
    `${first.where} of "${annotationFile ?? name}" can't be used: ${first.problem}${more}; correct or remove it, \`espalier dataset inspect\` lists them all`,
  );
}
