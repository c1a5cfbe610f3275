import { basename } from 'node:path';
import type { Place, SplitName } from '../../../src-shared/dataset-report.ts';
import {
  boxInPixels,
  describeRecord,
  type AnnotatedBox,
  type AnnotatedImage,
  type Annotations,
} from '../detection/annotated-image.ts';
import { clipBox, type Size } from '../detection/letterbox.ts';
import type { FindingList } from './finding-list.ts';
import { MOST_DETECTIONS } from './finding-texts.ts';
import type { TalliedScene } from './scene-tally.ts';

/** How far a box may reach beyond the edge for rounding alone, in pixels or shares. */
const TOLERANCES = { pixels: 0.5, shares: 1e-3 } as const;

/** Looks at the annotations of an image, of which the size may not be known; gives what there is to count. */
export function examineBoxes(
  { image, split, classes, size }: BoxContext,
  { boxes, problems }: Annotations,
  findings: FindingList,
): Pick<TalliedScene, 'classIndices' | 'areas' | 'regions'> {
  const { name: file, records, unit } = image;
  const from = image.annotationFile === undefined ? '' : ` of ${basename(image.annotationFile)}`;
  for (const { code, where, problem } of problems) {
    findings.add(code, { file, split, detail: `${where}${from}: ${problem}` });
  }
  const bounds = unit === 'shares' ? { height: 1, width: 1 } : size;
  const placeOf = (box: AnnotatedBox): Place => ({
    file,
    split,
    ...(box.classIndex === null ? {} : { label: classes[box.classIndex] }),
    detail: `${describeRecord(records, box.record)}${from}: ${describeBox(box)}`,
  });
  const seen = new Set<string>();
  const classIndices: number[] = [];
  const areas: number[] = [];
  for (const box of boxes) {
    if (box.classIndex === null) continue;
    const key = [box.classIndex, box.left, box.top, box.width, box.height].join(' ');
    if (seen.has(key)) findings.add('duplicate-box', placeOf(box));
    seen.add(key);
    if (box.width <= 0 || box.height <= 0) {
      findings.add('empty-box', placeOf(box));
      continue;
    }
    const inside = bounds === undefined ? box : clipBox(box, bounds);
    if (inside.width <= 0 || inside.height <= 0) {
      findings.add('box-outside', placeOf(box));
      continue;
    }
    const cut = Math.max(box.width - inside.width, box.height - inside.height);
    if (cut > TOLERANCES[unit]) findings.add('box-across-edge', placeOf(box));
    classIndices.push(box.classIndex);
    if (unit === 'pixels' || size !== undefined) {
      const { width, height } = boxInPixels({ ...box, ...inside }, unit, size ?? { height: 1, width: 1 });
      areas.push(width * height);
    }
  }
  if (classIndices.length === 0 && image.annotationFile !== undefined) {
    findings.add('image-without-objects', { file, split });
  }
  if (classIndices.length > MOST_DETECTIONS) {
    findings.add('crowded-image', { file, split, detail: `${classIndices.length} objects` });
  }
  return { classIndices, areas, regions: boxes.filter(({ classIndex }) => classIndex === null).length };
}

/** The image that boxes are of. */
export interface BoxContext {
  readonly image: AnnotatedImage;
  readonly split: SplitName;
  readonly classes: readonly string[];
  /** Undefined where the image is missing and nothing else says it. */
  readonly size: Size | undefined;
}

function describeBox({ left, top, width, height }: AnnotatedBox): string {
  return `left ${left}, top ${top}, ${width} wide, ${height} high`;
}
