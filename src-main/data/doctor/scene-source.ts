import { relative } from 'node:path';
import type { Place, SplitName } from '../../../src-shared/dataset-report.ts';
import type { AnnotatedImage } from '../detection/annotated-image.ts';
import { readCocoFile } from '../detection/coco-file.ts';
import { imagesBeside, listCoco } from '../detection/list-coco.ts';
import { findVisdronePart, listVisdrone, VISDRONE_PARTS } from '../detection/list-visdrone.ts';
import { listYolo, readYoloLayout, readYoloNames, YOLO_TEST_FOLDERS } from '../detection/list-yolo.ts';
import { VISDRONE_CLASSES } from '../detection/visdrone-annotations.ts';
import { listFolder } from '../image-folder/list-folder.ts';

export type SceneKind = 'visdrone' | 'coco' | 'yolo';

/** What a path alone doesn't say. */
export interface SceneOptions {
  /** The folder of a COCO file's images; "images" beside it where left out. */
  readonly images?: string | undefined;
  /** The file of a YOLO folder's class names. */
  readonly names?: string | undefined;
}

/** All images of a detection data set, none of them read. */
export interface SceneSource {
  readonly classes: readonly string[];
  readonly images: readonly { readonly split: SplitName; readonly image: AnnotatedImage }[];
  /** Where there is a test split. */
  readonly isDivided: boolean;
  /** Images that no annotations tell of, and are left out. */
  readonly unannotated: readonly Place[];
  /** Annotations that belong to no image. */
  readonly strays: readonly Place[];
}

/** Lists a data set as it lies there: every part of VisDrone and every folder of images counts. @throws EspalierError `bad-dataset`. */
export async function listSceneSource(kind: SceneKind, path: string, options: SceneOptions): Promise<SceneSource> {
  switch (kind) {
    case 'visdrone':
      return listVisdroneSource(path);
    case 'coco': {
      const file = await readCocoFile(path);
      const images = await listCoco(path, file, options.images ?? imagesBeside(path), file.classes);
      const strays = file.strays.map(({ where, problem }) => ({ file: path, detail: `${where}: ${problem}` }));
      return { classes: file.classes, images: inSplit('train', images), isDivided: false, unannotated: [], strays };
    }
    case 'yolo': {
      const classes = await readYoloNames(path, options.names);
      const { isDivided, folders } = await readYoloLayout(path);
      const images = inSplit('train', await listYolo(path, isDivided ? 'train' : '', classes.length));
      const tests = isDivided ? YOLO_TEST_FOLDERS.filter((folder) => folders.includes(folder)) : [];
      for (const folder of tests) images.push(...inSplit('test', await listYolo(path, folder, classes.length)));
      return { classes, images, isDivided: tests.length > 0, unannotated: [], strays: [] };
    }
  }
}

async function listVisdroneSource(path: string): Promise<SceneSource> {
  const { folders } = await listFolder(path);
  const found = VISDRONE_PARTS.filter((part) => findVisdronePart(part, folders) !== undefined);
  const images: { split: SplitName; image: AnnotatedImage }[] = [];
  const unannotated: Place[] = [];
  for (const part of found.length === 0 ? VISDRONE_PARTS : found) {
    const split: SplitName = part === 'train' ? 'train' : 'test';
    const listed = await listVisdrone(path, part);
    images.push(...inSplit(split, listed.images));
    unannotated.push(...listed.unannotated.map((file) => ({ file: relative(path, file), split })));
  }
  const isDivided = images.some(({ split }) => split === 'test');
  return { classes: VISDRONE_CLASSES, images, isDivided, unannotated, strays: [] };
}

function inSplit(split: SplitName, images: readonly AnnotatedImage[]): { split: SplitName; image: AnnotatedImage }[] {
  return images.map((image) => ({ split, image }));
}
