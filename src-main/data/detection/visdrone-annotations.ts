import { parseLines, type ParsedRecord } from './annotation-text.ts';
import { describeBadBox, type Annotations } from './annotated-image.ts';

/** Categories 1 to 10 of VisDrone-DET. */
export const VISDRONE_CLASSES = [
  'pedestrian',
  'people',
  'bicycle',
  'car',
  'van',
  'truck',
  'tricycle',
  'awning-tricycle',
  'bus',
  'motor',
] as const;

/** left, top, width, height, score, category, truncation, occlusion */
const FIELDS = 8;

/**
 * Reads a file of VisDrone-DET's annotations: a line a box, eight whole numbers, some lines with a comma at their end. Category 0 is a region
 * and category 11 are other objects that don't count; nor does a box of score 0 (VisDrone2018-DET-toolkit, README).
 */
export function parseVisdrone(text: string): Annotations {
  return parseLines(text, parseLine);
}

function parseLine(line: string): ParsedRecord {
  const fields = line.split(',');
  if (fields.at(-1)?.trim() === '') fields.pop();
  const values = fields.map((field) => (field.trim() === '' ? NaN : Number(field)));
  if (values.length !== FIELDS) {
    return { code: 'bad-annotation', problem: `it has ${values.length} values, and ${FIELDS} are expected` };
  }
  const [left = NaN, top = NaN, width = NaN, height = NaN, score = NaN, category = NaN] = values;
  const problem = describeBadBox({ left, top, width, height });
  if (problem !== undefined) return { code: 'bad-annotation', problem };
  if (!Number.isFinite(score)) return { code: 'bad-annotation', problem: 'its score is no number' };
  if (!Number.isInteger(category) || category < 0 || category > VISDRONE_CLASSES.length + 1) {
    return {
      code: 'unknown-class',
      problem: `its category is ${fields[5]?.trim()}, and those of VisDrone are 0 to 11`,
    };
  }
  const counts = score !== 0 && category > 0 && category <= VISDRONE_CLASSES.length;
  return { left, top, width, height, classIndex: counts ? category - 1 : null };
}
