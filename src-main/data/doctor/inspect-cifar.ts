import type { SplitName } from '../../../src-shared/dataset-report.ts';
import { toEspalierError } from '../../../src-shared/errors.ts';
import { recordBytes, type CifarFormat, type LabelField } from '../cifar/cifar-format.ts';
import { openCifarSource, type CifarSource } from '../cifar/cifar-source.ts';
import { readClassNames } from '../cifar/class-names-file.ts';
import { recordBlocks } from '../cifar/record-blocks.ts';
import { createExamination, type Examination, type ExaminationResult, type LabelSet } from './examination.ts';

const SPLITS = ['train', 'test'] as const;
const SIDE = 32;

/** Examines every record of a CIFAR data set, a chunk of a file in memory at a time. What is wrong with it is found, not thrown. */
export async function inspectCifar(format: CifarFormat, path: string): Promise<ExaminationResult> {
  const source = await openCifarSource(format, path).catch((error: unknown) => toEspalierError(error));
  if (source instanceof Error) {
    const examination = createExamination([]);
    examination.findings.add('unreadable-file', { file: path, detail: source.message });
    return examination.finish(SPLITS);
  }
  const names = format.labels.map((field) => readNames(source, field));
  const labelSets = format.labels.map(({ name }, index) => ({ name, classes: names[index]?.classes ?? [] }));
  const examination = createExamination(labelSets);
  for (const { file, problem } of names) {
    if (problem !== undefined) examination.findings.add('wrong-class-names', { file, detail: problem });
  }
  const counts = await examineFiles(format, source, labelSets, examination);
  for (const split of SPLITS) reportCount(format, source, split, counts[split], examination);
  return examination.finish(SPLITS);
}

/** The names of a label's classes; the official ones where the file of names has not one for each. */
function readNames(source: CifarSource, field: LabelField) {
  const file = field.namesFile;
  try {
    return { file, classes: readClassNames(source, field), problem: undefined };
  } catch (error) {
    return { file, classes: field.classes, problem: toEspalierError(error).message };
  }
}

async function examineFiles(
  format: CifarFormat,
  source: CifarSource,
  labelSets: readonly LabelSet[],
  examination: Examination,
): Promise<Record<SplitName, number>> {
  const counts = { train: 0, test: 0 };
  try {
    await source.visit(async (file, chunks) => {
      const split = format.files.train.includes(file) ? 'train' : 'test';
      const examine = recordExaminer(format, file, split, labelSets, examination);
      for await (const block of recordBlocks(chunks, recordBytes(format))) counts[split] += examine(block);
    });
  } catch (error) {
    examination.findings.add('unreadable-file', { file: source.path, detail: toEspalierError(error).message });
  }
  return counts;
}

/** Examines the records of a file, block after block, and gives how many a block holds. */
function recordExaminer(
  format: CifarFormat,
  file: string,
  split: SplitName,
  labelSets: readonly LabelSet[],
  { findings, see }: Examination,
): (block: Uint8Array) => number {
  const bytes = recordBytes(format);
  const labelBytes = format.labels.length;
  let record = 0;
  return (block) => {
    const records = Math.floor(block.length / bytes);
    for (let start = 0; start < records * bytes; start += bytes) {
      const labels = Array.from(block.subarray(start, start + labelBytes));
      const label = labels.map((index, set) => labelSets[set]?.classes[index] ?? String(index)).join(' / ');
      const place = { file, split, record, offset: record * bytes, label };
      if (labels.some((index, set) => index >= (labelSets[set]?.classes.length ?? 0))) {
        findings.add('label-out-of-range', place);
      }
      const pixels = block.subarray(start + labelBytes, start + bytes);
      see({ split, place, labels, width: SIDE, height: SIDE, pixels });
      record += 1;
    }
    const rest = block.length % bytes;
    if (rest > 0) {
      const detail = `${rest} of ${bytes} bytes`;
      findings.add('truncated-record', { file, split, record, offset: record * bytes, detail });
    }
    return records;
  };
}

function reportCount(
  format: CifarFormat,
  { path, files }: CifarSource,
  split: SplitName,
  records: number,
  { findings }: Examination,
): void {
  const missing = format.files[split].filter((file) => (files.get(file)?.size ?? 0) === 0);
  for (const file of missing) {
    findings.add('missing-file', { file, split, ...(files.has(file) ? { detail: 'it is empty' } : {}) });
  }
  if (missing.length > 0 || records === format.records[split]) return;
  const detail = `${records.toLocaleString('en-US')} of ${format.records[split].toLocaleString('en-US')} records`;
  findings.add('missing-records', { file: path, split, detail });
}
