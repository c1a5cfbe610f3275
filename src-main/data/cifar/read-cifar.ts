import { EspalierError } from '../../../src-shared/errors.ts';
import { allocateSplit, assembleDataset } from '../assemble-dataset.ts';
import type { ClassificationDataset, ImageSplit } from '../dataset.ts';
import { CIFAR10, CIFAR100, dataFiles, IMAGE_BYTES, recordBytes, type CifarFormat } from './cifar-format.ts';
import { openCifarSource, type CifarFile, type CifarSource } from './cifar-source.ts';
import { readClassNames } from './class-names-file.ts';
import { recordBlocks } from './record-blocks.ts';

const SPLITS = ['train', 'test'] as const;

/** How many records to use of each split, the first in the files' order; all of them where left out. */
export interface SplitLimit {
  readonly train?: number | undefined;
  readonly test?: number | undefined;
}

/** Where the records of a file go: its first `count` to `split` from image `first` on. */
interface Target {
  readonly split: ImageSplit;
  readonly first: number;
  readonly count: number;
}

/**
 * Reads CIFAR-10 in its official binary form: a folder with `data_batch_1.bin` … `data_batch_5.bin`, `test_batch.bin`
 * and perhaps `batches.meta.txt`, the folder that contains it, or `cifar-10-binary.tar.gz`, from which nothing is unpacked to disk.
 * All six files are checked, whatever the limit.
 * @throws EspalierError `bad-dataset`, naming the file, the record and what to do.
 */
export function readCifar10(path: string, limit: SplitLimit = {}): Promise<ClassificationDataset> {
  return readCifar(CIFAR10, path, 0, limit);
}

/**
 * Reads CIFAR-100 in its official binary form, by its 100 fine or its 20 coarse classes: a folder with `train.bin`, `test.bin`
 * and perhaps `fine_label_names.txt` and `coarse_label_names.txt`, the folder that contains it, or `cifar-100-binary.tar.gz`.
 * @throws EspalierError `bad-dataset`, naming the file, the record and what to do.
 */
export function readCifar100(
  path: string,
  labels: 'fine' | 'coarse',
  limit: SplitLimit = {},
): Promise<ClassificationDataset> {
  return readCifar(CIFAR100, path, labels === 'coarse' ? 0 : 1, limit);
}

/** `field` is which of the label bytes is the class. */
async function readCifar(
  format: CifarFormat,
  path: string,
  field: number,
  limit: SplitLimit,
): Promise<ClassificationDataset> {
  const source = await openCifarSource(format, path);
  const available = {
    train: countRecords(format, source, 'train'),
    test: countRecords(format, source, 'test'),
  };
  const names = format.labels.map((label) => readClassNames(source, label));
  const train = allocateSplit(Math.min(available.train, limit.train ?? Infinity), IMAGE_BYTES);
  const test = allocateSplit(Math.min(available.test, limit.test ?? Infinity), IMAGE_BYTES);
  const targets = new Map([...placeFiles(format, source, 'train', train), ...placeFiles(format, source, 'test', test)]);
  await source.visit(async (name, chunks) => {
    const file = source.files.get(name);
    const target = targets.get(name);
    if (file !== undefined && target !== undefined) await readRecords(format, source, file, chunks, field, target);
  });
  const label = format.labels[field]?.name ?? '';
  return assembleDataset({
    name: label === '' ? format.name : `${format.name} (${label} labels)`,
    classes: names[field] ?? [],
    channels: 3,
    height: 32,
    width: 32,
    train,
    test,
    notes: describeCounts(format, available),
  });
}

/** Checks a split's files by their sizes and counts their records. */
function countRecords(format: CifarFormat, source: CifarSource, split: 'train' | 'test'): number {
  return format.files[split].map((name) => recordsIn(format, source, name)).reduce((sum, records) => sum + records, 0);
}

function recordsIn(format: CifarFormat, { files, path, advice }: CifarSource, name: string): number {
  const file = files.get(name);
  if (file === undefined) {
    throw new EspalierError(
      'bad-dataset',
      `"${path}" has no readable ${name}: ${format.name} is the files ${dataFiles(format).join(', ')}; ${advice}`,
    );
  }
  const bytes = recordBytes(format);
  const records = Math.floor(file.size / bytes);
  const rest = file.size % bytes;
  if (rest !== 0) {
    throw new EspalierError(
      'bad-dataset',
      `"${file.path}" is truncated: record ${records} (counting from 0) has ${rest} of ${bytes} bytes; ${advice}`,
    );
  }
  if (records === 0) throw new EspalierError('bad-dataset', `"${file.path}" is empty; ${advice}`);
  return records;
}

function placeFiles(
  format: CifarFormat,
  source: CifarSource,
  name: 'train' | 'test',
  split: ImageSplit,
): [string, Target][] {
  let first = 0;
  return format.files[name].map((file) => {
    const count = Math.min(recordsIn(format, source, file), split.count - first);
    const target = { split, first, count };
    first += count;
    return [file, target];
  });
}

async function readRecords(
  format: CifarFormat,
  { advice }: CifarSource,
  { path }: CifarFile,
  chunks: AsyncIterable<Uint8Array>,
  field: number,
  { split, first, count }: Target,
): Promise<void> {
  const bytes = recordBytes(format);
  let record = 0;
  if (count === 0) return;
  for await (const block of recordBlocks(chunks, bytes)) {
    const records = Math.min(Math.floor(block.length / bytes), count - record);
    for (let index = 0; index < records; index++) {
      const start = index * bytes;
      checkLabels(format, block, start, () => `"${path}": record ${record + index} (counting from 0)`, advice);
      split.labels[first + record + index] = block[start + field] ?? 0;
      const pixels = block.subarray(start + format.labels.length, start + bytes);
      split.images.set(pixels, (first + record + index) * IMAGE_BYTES);
    }
    record += records;
    if (record === count) return;
  }
  throw new EspalierError('bad-dataset', `"${path}" became shorter while it was read; ${advice}`);
}

function checkLabels(format: CifarFormat, block: Uint8Array, start: number, place: () => string, advice: string): void {
  for (const [field, { name, classes }] of format.labels.entries()) {
    const label = block[start + field] ?? 0;
    if (label < classes.length) continue;
    const called = name === '' ? 'label' : `${name} label`;
    throw new EspalierError(
      'bad-dataset',
      `${place()} has the ${called} ${label}, which is not in 0 … ${classes.length - 1}; ${advice}`,
    );
  }
}

/** What to say about a data set that is not as long as the published one. */
function describeCounts(format: CifarFormat, available: Readonly<Record<'train' | 'test', number>>): string[] {
  return SPLITS.flatMap((split) =>
    available[split] === format.records[split]
      ? []
      : [
          `${format.name}: the files of the ${split} split hold ${available[split].toLocaleString('en-US')} records; ` +
            `the official ones hold ${format.records[split].toLocaleString('en-US')}`,
        ],
  );
}
