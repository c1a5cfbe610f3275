import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EspalierError } from '../../src-shared/errors.ts';
import { allocateSplit, assembleDataset } from './assemble-dataset.ts';
import type { Dataset, ImageSplit } from './dataset.ts';

const IMAGE_BYTES = 3 * 32 * 32;
/** One label byte, then the red, green and blue planes of 32×32 bytes. */
const RECORD_BYTES = 1 + IMAGE_BYTES;
/** Records read at a time: 1.5 MB, which stays in the processor's cache until it is copied out. */
const CHUNK_RECORDS = 512;

const FOLDER = 'cifar-10-batches-bin';
const TRAIN_FILES = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);
const TEST_FILES = ['test_batch.bin'];
const CLASSES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const UNPACK_AGAIN = 'unpack cifar-10-binary.tar.gz again';

/** How many records to use of each split, the first in the files' order; all of them where left out. */
export interface SplitLimit {
  readonly train?: number | undefined;
  readonly test?: number | undefined;
}

interface BatchFile {
  readonly path: string;
  readonly records: number;
}

/**
 * Reads CIFAR-10 in its official binary form: a folder with `data_batch_1.bin` … `data_batch_5.bin`, `test_batch.bin`
 * and perhaps `batches.meta.txt`, or the folder that contains `cifar-10-batches-bin`.
 *
 * All six files are checked, whatever the limit. Format: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 * @throws EspalierError `bad-dataset`, naming the file, the record and what to do.
 */
export async function readCifar10(path: string, limit: SplitLimit = {}): Promise<Dataset> {
  const folder = await findFolder(path);
  const trainFiles = await checkFiles(folder, TRAIN_FILES);
  const testFiles = await checkFiles(folder, TEST_FILES);
  const classes = await readClassNames(join(folder, 'batches.meta.txt'));
  return assembleDataset({
    name: 'CIFAR-10',
    classes,
    channels: 3,
    height: 32,
    width: 32,
    train: await readSplit(trainFiles, limit.train),
    test: await readSplit(testFiles, limit.test),
  });
}

async function findFolder(path: string): Promise<string> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new EspalierError('bad-dataset', `there is no CIFAR-10 folder "${path}"; give the path of ${FOLDER}`, {
      cause,
    });
  });
  if (!found.isDirectory()) {
    const advice = `unpack cifar-10-binary.tar.gz and give the path of ${FOLDER}`;
    throw new EspalierError('bad-dataset', `"${path}" is not a folder; ${advice}`);
  }
  const inner = join(path, FOLDER);
  const isParent = await stat(inner).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return isParent ? inner : path;
}

async function checkFiles(folder: string, names: readonly string[]): Promise<BatchFile[]> {
  return Promise.all(names.map((name) => checkFile(folder, name)));
}

/** Counts a file's records by its size. */
async function checkFile(folder: string, name: string): Promise<BatchFile> {
  const path = join(folder, name);
  const { size } = await stat(path).catch((cause: unknown) => {
    const advice = `a CIFAR-10 folder holds data_batch_1.bin to data_batch_5.bin and test_batch.bin; ${UNPACK_AGAIN}`;
    throw new EspalierError('bad-dataset', `"${folder}" has no readable ${name}: ${advice}`, { cause });
  });
  const records = Math.floor(size / RECORD_BYTES);
  const rest = size % RECORD_BYTES;
  if (rest !== 0) {
    throw new EspalierError(
      'bad-dataset',
      `"${path}" is truncated: record ${records} (counting from 0) has ${rest} of ${RECORD_BYTES} bytes; ${UNPACK_AGAIN}`,
    );
  }
  if (records === 0) throw new EspalierError('bad-dataset', `"${path}" is empty; ${UNPACK_AGAIN}`);
  return { path, records };
}

/** The names in `batches.meta.txt`, one a line, or the official ones where there is no such file. */
async function readClassNames(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return CLASSES;
  const names = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  if (names.length !== CLASSES.length) {
    const advice = 'name the ten classes, one a line, or remove the file';
    throw new EspalierError('bad-dataset', `"${path}" names ${names.length} classes; ${advice}`);
  }
  return names;
}

async function readSplit(files: readonly BatchFile[], limit = Infinity): Promise<ImageSplit> {
  const available = files.reduce((sum, file) => sum + file.records, 0);
  const split = allocateSplit(Math.min(available, limit), IMAGE_BYTES);
  const chunk = new Uint8Array(CHUNK_RECORDS * RECORD_BYTES);
  let first = 0;
  for (const { path, records } of files) {
    const wanted = Math.min(records, split.count - first);
    await readRecords(path, wanted, split, first, chunk);
    first += wanted;
  }
  return split;
}

/** Reads a file's first `count` records into the split from image `first` on. */
async function readRecords(path: string, count: number, split: ImageSplit, first: number, chunk: Uint8Array) {
  await using file = await open(path).catch((cause: unknown) => {
    throw new EspalierError('bad-dataset', `can't read "${path}"; check its permissions`, { cause });
  });
  for (let record = 0; record < count; record += CHUNK_RECORDS) {
    const records = Math.min(CHUNK_RECORDS, count - record);
    const { bytesRead } = await file.read(chunk, 0, records * RECORD_BYTES);
    if (bytesRead !== records * RECORD_BYTES) {
      throw new EspalierError('bad-dataset', `"${path}" became shorter while it was read; ${UNPACK_AGAIN}`);
    }
    for (let index = 0; index < records; index++) {
      const start = index * RECORD_BYTES;
      const label = chunk[start] ?? 0;
      if (label >= CLASSES.length) {
        throw new EspalierError(
          'bad-dataset',
          `"${path}": record ${record + index} (counting from 0) has the label ${label}, which is not in 0 … 9; ${UNPACK_AGAIN}`,
        );
      }
      split.labels[first + record + index] = label;
      split.images.set(chunk.subarray(start + 1, start + RECORD_BYTES), (first + record + index) * IMAGE_BYTES);
    }
  }
}
