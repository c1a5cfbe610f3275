import type { DatasetReport, DetectionReport, SplitName } from '../../../src-shared/dataset-report.ts';
import { LARGE_FROM, MEDIUM_FROM } from '../../../src-shared/object-areas.ts';
import type { Size } from '../detection/letterbox.ts';
import type { FindingList } from './finding-list.ts';

/** Lengths in pixels of the input that objects' sides are compared with: cells of CenterNet and of YOLOv3's three maps. */
const SIDES = [4, 8, 16, 32] as const;
/** Below this many pixels an object is smaller than a cell of YOLOv3's finest map; such a share of the objects is worth a warning. */
const CELL = 8;
const MOST_TINY = 0.2;
/** How many times as many objects as the rarest class the most frequent one may have. */
const BALANCED_RATIO = 10;

/** What is counted of an image. */
export interface TalliedScene {
  readonly split: SplitName;
  readonly isThere: boolean;
  readonly classIndices: readonly number[];
  /** Of the objects, in pixels of the image; of none where its size is not known. */
  readonly areas: readonly number[];
  /** Pixels of the input a pixel of the image. */
  readonly scale: number | undefined;
  /** How many regions don't count. */
  readonly regions: number;
}

/** Counts what there is to detect. */
export interface SceneTally {
  see(scene: TalliedScene): void;
  /** The counts so far; what is remarkable about them goes to the findings. */
  report(
    splits: readonly SplitName[],
    findings: FindingList,
  ): Pick<DatasetReport, 'balance'> & { detection: DetectionReport };
}

type SplitCounts = {
  -readonly [Key in keyof DetectionReport['splits'][number]]: DetectionReport['splits'][number][Key];
};

/** `input` is the size of a network's input that objects' sizes are judged at. */
export function createSceneTally(classes: readonly string[], input: Size): SceneTally {
  const counts = { train: emptyCounts('train'), test: emptyCounts('test') };
  const byClass = classes.map((name) => ({ name, train: 0, test: 0 }));
  const shorter = SIDES.map((pixels) => ({ pixels, objects: 0 }));
  let judged = 0;
  return {
    see({ split, isThere, classIndices, areas, scale, regions }) {
      const own = counts[split];
      own.annotated += 1;
      if (!isThere) own.missing += 1;
      if (classIndices.length > 0) own.withObjects += 1;
      else own.withoutObjects += 1;
      own.objects += classIndices.length;
      own.regions += regions;
      for (const index of classIndices) {
        const one = byClass[index];
        if (one !== undefined) one[split] += 1;
      }
      for (const area of areas) {
        own[area < MEDIUM_FROM ? 'small' : area < LARGE_FROM ? 'medium' : 'large'] += 1;
        if (scale === undefined) continue;
        judged += 1;
        const side = Math.sqrt(area) * scale;
        for (const limit of shorter) if (side < limit.pixels) limit.objects += 1;
      }
    },
    report(splits, findings) {
      const inputSides = { ...input, objects: judged, shorterThan: shorter };
      reportTiny(inputSides, findings);
      for (const split of splits) reportBalance(byClass, split, findings);
      return {
        balance: [{ name: '', classes: byClass }],
        detection: { splits: splits.map((split) => counts[split]), inputSides },
      };
    },
  };
}

function emptyCounts(split: SplitName): SplitCounts {
  const none = { annotated: 0, missing: 0, withObjects: 0, withoutObjects: 0, objects: 0, regions: 0 };
  return { split, ...none, small: 0, medium: 0, large: 0 };
}

function reportTiny(
  { height, width, objects, shorterThan }: DetectionReport['inputSides'],
  findings: FindingList,
): void {
  const tiny = shorterThan.find(({ pixels }) => pixels === CELL)?.objects ?? 0;
  if (tiny <= MOST_TINY * objects) return;
  const shares = shorterThan
    .slice(0, 3)
    .map((limit) => `${Math.round((100 * limit.objects) / objects)} % under ${limit.pixels} pixels`);
  const detail = `at ${height}×${width}, of ${objects} objects ${shares.join(', ')} a side`;
  findings.add('tiny-objects', { file: 'objects', detail });
}

function reportBalance(
  classes: DatasetReport['balance'][number]['classes'],
  split: SplitName,
  findings: FindingList,
): void {
  const ordered = classes.filter((one) => one[split] > 0).sort((one, other) => one[split] - other[split]);
  const rarest = ordered[0];
  const largest = ordered.at(-1);
  if (rarest === undefined || largest === undefined) return;
  for (const one of classes) {
    if (one[split] === 0) findings.add('absent-class', { file: one.name, split, label: one.name });
  }
  if (largest[split] <= BALANCED_RATIO * rarest[split]) return;
  const detail = `${rarest[split]} of "${rarest.name}" to ${largest[split]} of "${largest.name}"`;
  findings.add('imbalanced-objects', { file: 'classes', split, detail });
}
