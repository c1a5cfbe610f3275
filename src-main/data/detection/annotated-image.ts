import type { Box } from '../../../src-shared/detection.ts';
import type { Size } from './letterbox.ts';

/** A box as its record says; it may have no area or lie outside its image. */
export interface AnnotatedBox extends Box {
  /** Index of the class; null where what lies in the box counts neither as found nor as missed. */
  readonly classIndex: number | null;
  /** Of the file of annotations, counted from 0. */
  readonly record: number;
}

/** A record that is no box. */
export interface AnnotationProblem {
  readonly code: 'bad-annotation' | 'unknown-class';
  readonly record: number;
  /** How a person finds it in its file, such as "line 3". */
  readonly where: string;
  /** What is wrong with it, as the end of a sentence. */
  readonly problem: string;
}

export interface Annotations {
  readonly boxes: readonly AnnotatedBox[];
  readonly problems: readonly AnnotationProblem[];
}

/** An image that a data set has annotations of. */
export interface AnnotatedImage {
  /** From the data set's folder on. */
  readonly name: string;
  readonly path: string;
  readonly isThere: boolean;
  /** The file of its annotations; undefined where it has none. */
  readonly annotationFile: string | undefined;
  /** What a record of that file is. */
  readonly records: 'lines' | 'annotations';
  /** In which its boxes are given: pixels, or shares of the image's width and height. */
  readonly unit: 'pixels' | 'shares';
  /** The image's size as the annotations say, where they do. */
  readonly statedSize: Size | undefined;
  /** Reads its annotations. @throws EspalierError `bad-dataset` where their file can't be read. */
  readonly readAnnotations: () => Promise<Annotations>;
}

/** How a person finds a record in its file, such as "line 3". */
export function describeRecord(records: AnnotatedImage['records'], record: number): string {
  switch (records) {
    case 'lines':
      return `line ${record + 1}`;
    case 'annotations':
      return `annotation ${record}`;
  }
}

/** A box of an annotation in pixels of its image. */
export function boxInPixels(box: AnnotatedBox, unit: AnnotatedImage['unit'], { height, width }: Size): AnnotatedBox {
  if (unit === 'pixels') return box;
  return {
    ...box,
    left: box.left * width,
    top: box.top * height,
    width: box.width * width,
    height: box.height * height,
  };
}

/** Why four numbers are no box, as the end of a sentence; a box of no area is one. */
export function describeBadBox({ left, top, width, height }: Box): string | undefined {
  if (![left, top, width, height].every((value) => Number.isFinite(value))) {
    return `its box (${left}, ${top}, ${width}, ${height}) has to be of finite numbers`;
  }
  return width < 0 || height < 0 ? `its box is ${width} wide and ${height} high` : undefined;
}
