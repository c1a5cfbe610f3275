import { join, parse, relative } from 'node:path';
import { isImage, listFolder } from '../image-folder/list-folder.ts';
import type { AnnotatedImage, Annotations } from './annotated-image.ts';
import { readAnnotationText } from './annotation-text.ts';

/** Some programs leave the names of the classes among the annotations. */
const CLASS_NAMES = 'classes.txt';

/** How a folder of images and one of annotation texts of the same names belong together. */
export interface AnnotatedFolder {
  /** The data set's. */
  readonly root: string;
  readonly images: string;
  readonly annotations: string;
  readonly unit: AnnotatedImage['unit'];
  readonly parse: (text: string) => Annotations;
}

/** The images of such a folder by name, and those without a file of annotations. */
export interface ListedFolder {
  readonly images: readonly AnnotatedImage[];
  readonly unannotated: readonly string[];
}

/**
 * Pairs images with annotation texts by their names without endings, none of them read. An annotation without its image is listed as one
 * that isn't there. @throws EspalierError `bad-dataset` where a folder can't be listed.
 */
export async function listAnnotatedFolder(folder: AnnotatedFolder): Promise<ListedFolder> {
  const { root, images, annotations, unit } = folder;
  const imageFiles = (await listFolder(images)).files.filter(isImage);
  const byStem = new Map(imageFiles.map((file) => [parse(file).name, file]));
  const texts = (await listFolder(annotations)).files.filter((file) => file.endsWith('.txt') && file !== CLASS_NAMES);
  const stems = texts.map((file) => parse(file).name).sort();
  const annotated = new Set(stems);
  return {
    images: stems.map((stem) => {
      const path = join(images, byStem.get(stem) ?? `${stem}.jpg`);
      const annotationFile = join(annotations, `${stem}.txt`);
      return {
        name: relative(root, path),
        path,
        isThere: byStem.has(stem),
        annotationFile,
        records: 'lines' as const,
        unit,
        statedSize: undefined,
        readAnnotations: async () => folder.parse(await readAnnotationText(annotationFile)),
      };
    }),
    unannotated: imageFiles.filter((file) => !annotated.has(parse(file).name)).map((file) => join(images, file)),
  };
}
