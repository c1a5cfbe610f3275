import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import {
  describeBadBox,
  describeRecord,
  type AnnotatedBox,
  type AnnotationProblem,
  type Annotations,
} from './annotated-image.ts';
import type { ParsedRecord } from './annotation-text.ts';
import type { Size } from './letterbox.ts';

/** A string in memory can't be longer. */
const MOST_BYTES = 512 * 1024 ** 2 - 1024;

const id = z.union([z.number(), z.string()]).transform(String);
const side = z.int().positive();

const imageSchema = z
  .object({
    id,
    file_name: z.string().min(1).optional(),
    filename: z.string().min(1).optional(),
    height: side.optional(),
    width: side.optional(),
  })
  .transform(({ file_name: official, filename, ...image }, context) => {
    const file = official ?? filename;
    if (file === undefined) context.addIssue('it has no "file_name"');
    return { ...image, file: file ?? '' };
  });

const fileSchema = z
  .object({
    images: z.array(imageSchema),
    categories: z.array(z.object({ id, name: z.string().min(1) })).min(1),
    annotations: z.array(z.unknown()).optional(),
    annotation: z.array(z.unknown()).optional(),
  })
  .transform(({ annotation, ...file }) => ({ ...file, annotations: file.annotations ?? annotation ?? [] }));

const annotationSchema = z.object({
  id: id.optional(),
  image_id: id,
  category_id: id,
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  iscrowd: z.union([z.number(), z.boolean()]).transform(Boolean).optional(),
});

/** An image that the file lists, with what it says of it. */
interface CocoImage extends Annotations {
  readonly file: string;
  readonly statedSize: Size | undefined;
}

/** A file of annotations as read. */
export interface CocoFile {
  /** Names of all categories, in the order of their ids. */
  readonly categories: readonly string[];
  /** Names of those that count, in the same order. */
  readonly classes: readonly string[];
  readonly images: readonly CocoImage[];
  /** Records that belong to none of the images. */
  readonly strays: readonly AnnotationProblem[];
}

/**
 * Reads COCO's JSON of objects' boxes (cocodataset.org, "Data format"); boxes of crowds and of categories to ignore count neither as found
 * nor as missed. Records that are no boxes are told, not thrown.
 * @throws EspalierError `bad-dataset` where it is no such file.
 */
export async function readCocoFile(path: string, ignore: readonly string[] = []): Promise<CocoFile> {
  const { images, categories, annotations } = await parseFile(path);
  const ordered = categories.toSorted((one, other) => compareIds(one.id, other.id));
  const names = [...new Set(ordered.map(({ name }) => name))];
  const classes = names.filter((name) => !ignore.includes(name));
  const classIndices = new Map(
    ordered.map(({ id: key, name }) => [key, ignore.includes(name) ? null : classes.indexOf(name)]),
  );
  const collected = new Map(
    images.map((image) => [
      image.id,
      { image, boxes: new Array<AnnotatedBox>(), problems: new Array<AnnotationProblem>() },
    ]),
  );
  const strays: AnnotationProblem[] = [];
  for (const [record, annotation] of annotations.entries()) {
    const { imageId, where, parsed } = parseAnnotation(annotation, record, classIndices);
    const owner = imageId === undefined ? undefined : collected.get(imageId);
    if ('problem' in parsed) (owner?.problems ?? strays).push({ ...parsed, record, where });
    else if (owner !== undefined) owner.boxes.push({ ...parsed, record });
    else {
      const problem = `its image_id is ${imageId}, which is none of the file's images`;
      strays.push({ code: 'bad-annotation', record, where, problem });
    }
  }
  return {
    categories: names,
    classes,
    images: Array.from(collected.values(), ({ image: { file, height, width }, boxes, problems }) => ({
      file,
      statedSize: height === undefined || width === undefined ? undefined : { height, width },
      boxes,
      problems,
    })),
    strays,
  };
}

interface ParsedAnnotation {
  readonly imageId: string | undefined;
  readonly where: string;
  readonly parsed: ParsedRecord;
}

function parseAnnotation(
  annotation: unknown,
  record: number,
  classIndices: ReadonlyMap<string, number | null>,
): ParsedAnnotation {
  const where = describeRecord('annotations', record);
  const result = annotationSchema.safeParse(annotation);
  if (!result.success) {
    const imageId = z.object({ image_id: id }).safeParse(annotation).data?.image_id;
    const [issue] = result.error.issues;
    const problem =
      issue?.path[0] === 'bbox'
        ? 'its "bbox" has to be four finite numbers: left, top, width and height'
        : `its "${issue?.path.join('.')}" is wrong: ${issue?.message}`;
    return { imageId, where, parsed: { code: 'bad-annotation', problem } };
  }
  const { id: own, image_id: imageId, category_id: category, bbox: numbers, iscrowd } = result.data;
  const [left, top, width, height] = numbers;
  const named = { imageId, where: own === undefined ? where : `${where} (id ${own})` };
  const problem = describeBadBox({ left, top, width, height });
  if (problem !== undefined) return { ...named, parsed: { code: 'bad-annotation', problem } };
  const classIndex = classIndices.get(category);
  if (classIndex === undefined) {
    const unlisted = `its category_id is ${category}, which is none of the file's categories`;
    return { ...named, parsed: { code: 'unknown-class', problem: unlisted } };
  }
  return { ...named, parsed: { left, top, width, height, classIndex: iscrowd === true ? null : classIndex } };
}

async function parseFile(path: string): Promise<z.output<typeof fileSchema>> {
  const text = await readText(path);
  const result = fileSchema.safeParse(parseJson(path, text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new EspalierError(
    'bad-dataset',
    `"${path}" is no file of COCO annotations, which has "images", "categories" and "annotations": ${issue?.path.join('.')}: ${issue?.message}`,
  );
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new Error('it is larger than 512 MiB; give a part of its images');
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new EspalierError('bad-dataset', `can't read the annotations "${path}": ${toEspalierError(cause).message}`, {
      cause,
    });
  }
}

/** Python writes NaN and Infinity, which JSON has not; they become null, so that the record with it can be named. */
function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    try {
      return JSON.parse(text.replaceAll(/(?<=[[:,\s])-?(?:NaN|Infinity)(?=[\s,\]}])/g, 'null'));
    } catch {
      throw new EspalierError('bad-dataset', `"${path}" is not valid JSON: ${toEspalierError(cause).message}`, {
        cause,
      });
    }
  }
}

function compareIds(one: string, other: string): number {
  const difference = Number(one) - Number(other);
  if (!Number.isNaN(difference)) return difference;
  return one < other ? -1 : 1;
}
