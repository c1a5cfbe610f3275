import type { SplitName } from '../../../src-shared/dataset-report.ts';
import { toEspalierError } from '../../../src-shared/errors.ts';
import type { AnnotatedImage, Annotations } from '../detection/annotated-image.ts';
import { letterbox, type Size } from '../detection/letterbox.ts';
import { isSameSize } from '../detection/read-scenes.ts';
import {
  decodeImage,
  readImageHead,
  type DecodedImage,
  type ImageHead,
  type UnreadableImage,
} from '../image-folder/decode-image.ts';
import { createExamination, type Examination, type ExaminationResult } from './examination.ts';
import { examineBoxes } from './examine-boxes.ts';
import { createSceneTally, type SceneTally } from './scene-tally.ts';
import { listSceneSource, type SceneKind, type SceneOptions } from './scene-source.ts';

/** Images looked at at a time; then they are seen in order, so that a report is the same each time. */
const TOGETHER = 16;
/** Images are decoded to this many pixels a side: enough to tell copies, and that they can be decoded to the end. */
const THUMBNAIL = { height: 128, width: 128 };

/**
 * Looks at every annotation and decodes every image of a detection data set that is there. What is wrong is found, not thrown. Sizes of
 * objects are judged at the size of a network's input.
 */
export async function inspectScenes(
  kind: SceneKind,
  path: string,
  input: Size,
  options: SceneOptions = {},
): Promise<ExaminationResult> {
  const examination = createExamination([]);
  const { findings } = examination;
  const source = await listSceneSource(kind, path, options).catch((error: unknown) => toEspalierError(error));
  if (source instanceof Error) {
    findings.add('unusable-annotations', { file: path, detail: source.message });
    return examination.finish(['train']);
  }
  const { classes, images, isDivided, unannotated, strays } = source;
  const tally = createSceneTally(classes, input);
  const usable = new Set<SplitName>();
  for (let first = 0; first < images.length; first += TOGETHER) {
    const group = images.slice(first, first + TOGETHER);
    const looks = await Promise.all(group.map(async ({ split, image }) => ({ split, look: await lookAt(image) })));
    for (const { split, look } of looks) {
      if (look.head !== undefined && !('problem' in look.head)) usable.add(split);
      seeImage(look, { split, classes, input, examination, tally });
    }
  }
  for (const place of unannotated) findings.add('image-without-annotations', place);
  for (const place of strays) findings.add('stray-annotation', place);
  if (!isDivided) findings.add('undivided', { file: path });
  const splits: SplitName[] = isDivided ? ['train', 'test'] : ['train'];
  const { balance, detection } = tally.report(splits, findings);
  for (const split of splits) {
    if (!usable.has(split)) findings.add('no-images', { file: path, split });
  }
  return { ...examination.finish(splits), balance, detection };
}

/** An image as found: undefined where it is not there. */
interface Look {
  readonly image: AnnotatedImage;
  readonly annotations: Annotations | Error;
  readonly head: ImageHead | UnreadableImage | undefined;
  readonly thumbnail: DecodedImage | UnreadableImage | undefined;
}

async function lookAt(image: AnnotatedImage): Promise<Look> {
  const annotations = await image.readAnnotations().catch((error: unknown) => toEspalierError(error));
  if (!image.isThere) return { image, annotations, head: undefined, thumbnail: undefined };
  const head = await readImageHead(image.path);
  const thumbnail = 'problem' in head ? undefined : await decodeImage(image.path, THUMBNAIL, 'stretch');
  return { image, annotations, head, thumbnail };
}

interface SeeingContext {
  readonly split: SplitName;
  readonly classes: readonly string[];
  readonly input: Size;
  readonly examination: Examination;
  readonly tally: SceneTally;
}

function seeImage(look: Look, { split, classes, input, examination, tally }: SeeingContext): void {
  const { image, annotations } = look;
  const { findings } = examination;
  const file = image.name;
  const head = seeHead(look, split, examination);
  if (image.annotationFile === undefined) findings.add('image-without-annotations', { file, split });
  const size = head ?? image.statedSize;
  if (annotations instanceof Error) {
    findings.add('unusable-annotations', { file, split, detail: annotations.message });
    return;
  }
  const counted = examineBoxes({ image, split, classes, size }, annotations, findings);
  const scale = size === undefined ? undefined : letterbox(size, input).scaleX;
  tally.see({ split, isThere: image.isThere, scale, ...counted });
}

/** Says what is wrong with an image itself, and gives its head where that can be read. */
function seeHead(
  { image, head, thumbnail }: Look,
  split: SplitName,
  { findings, see }: Examination,
): ImageHead | undefined {
  const place = { file: image.name, split };
  if (head === undefined) {
    findings.add('missing-image', place);
    return undefined;
  }
  if ('problem' in head) {
    const code = head.isTooLarge === true ? 'oversized-image' : 'unreadable-image';
    findings.add(code, { ...place, detail: head.problem });
    return undefined;
  }
  const { statedSize } = image;
  if (statedSize !== undefined && !isSameSize(statedSize, head)) {
    const detail = `${head.width}×${head.height}, and ${statedSize.width}×${statedSize.height} in the annotations`;
    findings.add('other-size', { ...place, detail });
  }
  if (thumbnail !== undefined && 'problem' in thumbnail) {
    findings.add('undecodable-image', { ...place, detail: thumbnail.problem });
  } else if (thumbnail !== undefined) {
    see({ split, place, labels: [], width: head.width, height: head.height, pixels: thumbnail.pixels });
  }
  return head;
}
