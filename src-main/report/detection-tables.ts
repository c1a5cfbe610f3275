import type { DetectionScores } from '../../src-shared/detection-scores.ts';
import { describeProtocol } from '../../src-shared/describe-protocol.ts';
import type { RunResult, VariantResult } from '../../src-shared/result.ts';
import { baseOf } from './comparison.ts';
import type { ReportTable } from './document.ts';
import { formatInteger, formatShare, formatSigned, MISSING } from '../../src-shared/format-number.ts';

/** A detector by name with what it found. */
export interface ScoredDetector {
  readonly name: string;
  readonly scores: DetectionScores;
}

/** The detectors of a run, the base first. */
export function scoredDetectors({ variants }: RunResult): ScoredDetector[] {
  return variants.flatMap(({ name, detection }: VariantResult) =>
    detection === null ? [] : [{ name, scores: detection }],
  );
}

/** Each protocol's number for each detector; the protocols stand in full below one another, since no mAP says anything without. */
export function protocolTable(detectors: readonly ScoredDetector[]): ReportTable {
  const [first] = detectors;
  return {
    head: ['protocol', ...detectors.map(({ name }) => name)],
    rows: (first?.scores.protocols ?? []).flatMap(({ protocol, others }, index) => [
      [
        describeProtocol(protocol),
        ...detectors.map(({ scores }) => share(scores.protocols[index]?.meanAveragePrecision)),
      ],
      ...Object.keys(others).map((measure) => [
        `${protocol.name}: ${measure}`,
        ...detectors.map(({ scores }) => share(scores.protocols[index]?.others[measure])),
      ]),
    ]),
    leftColumns: 1,
  };
}

/** Average precision of each class, and of objects of each size, with the change against the first detector in points. */
export function partsTable(detectors: readonly ScoredDetector[], classes: readonly string[]): ReportTable {
  const [first] = detectors;
  const row = (name: string, truths: number, values: readonly (number | null | undefined)[]): string[] => [
    name,
    formatInteger(truths),
    ...values.map((value, index) => withChange(value, index === 0 ? undefined : values[0])),
  ];
  return {
    head: ['', 'objects', ...detectors.map(({ name }) => name)],
    rows: [
      ...(first?.scores.classes ?? []).map(({ classIndex, truths }, index) =>
        row(
          classes[classIndex] ?? `class ${classIndex}`,
          truths,
          detectors.map(({ scores }) => scores.classes[index]?.averagePrecision),
        ),
      ),
      ...(first?.scores.sizes ?? []).map(({ size, truths }, index) =>
        row(
          `${size} objects`,
          truths,
          detectors.map(({ scores }) => scores.sizes[index]?.averagePrecision),
        ),
      ),
    ],
    leftColumns: 1,
  };
}

/** The classes whose average precision fell most against the base's, worst first. */
export function worstClasses(
  result: RunResult,
  variant: VariantResult,
  most: number,
): { readonly name: string; readonly change: number }[] {
  const base = baseOf(result)?.detection;
  const changes = (variant.detection?.classes ?? []).flatMap(({ classIndex, averagePrecision }, index) => {
    const before = base?.classes[index]?.averagePrecision;
    if (averagePrecision === null || before === null || before === undefined) return [];
    return [{ name: result.dataset.classes[classIndex] ?? `class ${classIndex}`, change: averagePrecision - before }];
  });
  return changes
    .filter(({ change }) => change < 0)
    .sort((a, b) => a.change - b.change)
    .slice(0, most);
}

function share(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : formatShare(value);
}

function withChange(value: number | null | undefined, before: number | null | undefined): string {
  const shown = share(value);
  if (value === null || value === undefined || before === null || before === undefined) return shown;
  return `${shown} (${formatSigned((value - before) * 100, 1)})`;
}
