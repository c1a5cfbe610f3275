import type { Annotations } from './annotated-image.ts';
import { describeBadBox } from './annotated-image.ts';
import { parseLines, type ParsedRecord } from './annotation-text.ts';

/** Reads a file of YOLO labels: a line a box, class, centre x, centre y, width and height, the last four as shares of the image. */
export function parseYolo(text: string, classes: number): Annotations {
  return parseLines(text, (line) => parseLine(line, classes));
}

function parseLine(line: string, classes: number): ParsedRecord {
  const fields = line.split(/\s+/);
  if (fields.length !== 5) {
    return {
      code: 'bad-annotation',
      problem: `it has ${fields.length} values, and 5 are expected: class, centre x, centre y, width, height`,
    };
  }
  const [classIndex = NaN, x = NaN, y = NaN, width = NaN, height = NaN] = fields.map(Number);
  const box = { left: x - width / 2, top: y - height / 2, width, height };
  const problem = describeBadBox(box);
  if (problem !== undefined) return { code: 'bad-annotation', problem };
  if (!Number.isInteger(classIndex) || classIndex < 0 || classIndex >= classes) {
    return { code: 'unknown-class', problem: `its class is ${fields[0]}, and there are names for 0 to ${classes - 1}` };
  }
  return { ...box, classIndex };
}
