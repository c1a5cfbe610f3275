import { isAbsolute, join, relative } from 'node:path';
import { CIFAR10, CIFAR100, recordBytes, type CifarFormat } from '../../data/cifar/cifar-format.ts';
import { openCifarSource } from '../../data/cifar/cifar-source.ts';
import { recordBlocks } from '../../data/cifar/record-blocks.ts';
import { imagesBeside } from '../../data/detection/list-coco.ts';
import { encodePng } from './encode-png.ts';
import { encodeThumbnail } from './encode-thumbnail.ts';
import type { TaskInput } from '../tasks.ts';

const SIDE = 32;

type Place = TaskInput<'show-evidence'>['places'][number];
type Shown = string | null;

/** The images that findings of the doctor name, as PNG in base64; null for each that can't be shown. */
export async function showEvidence({ path, kind, images, places }: TaskInput<'show-evidence'>): Promise<Shown[]> {
  switch (kind) {
    case 'cifar10':
      return showRecords(CIFAR10, path, places);
    case 'cifar100':
      return showRecords(CIFAR100, path, places);
    case 'coco':
      return Promise.all(places.map(({ file }) => showFile(images ?? imagesBeside(path), file)));
    case 'image-folder':
    case 'visdrone':
    case 'yolo':
      return Promise.all(places.map(({ file }) => showFile(path, file)));
  }
}

/** An image file below the folder; nothing outside it is shown. */
async function showFile(folder: string, file: string): Promise<Shown> {
  const path = join(folder, file);
  const inside = relative(folder, path);
  if (inside.startsWith('..') || isAbsolute(inside) || isAbsolute(file)) return null;
  return encodeThumbnail(path);
}

async function showRecords(format: CifarFormat, path: string, places: readonly Place[]): Promise<Shown[]> {
  const shown = new Map<string, string>();
  try {
    const source = await openCifarSource(format, path);
    await source.visit(async (name, chunks) => {
      const records = new Set(places.flatMap(({ file, record }) => (file === name ? [record] : [])));
      await showRecordsOf(format, chunks, records, (record, png) => shown.set(keyOf(name, record), png));
    });
  } catch {
    // What has been shown so far is shown; a data set that can't be read has its own finding.
  }
  return places.map(({ file, record }) => shown.get(keyOf(file, record)) ?? null);
}

async function showRecordsOf(
  format: CifarFormat,
  chunks: AsyncIterable<Uint8Array>,
  wanted: Set<number | undefined>,
  show: (record: number, png: string) => void,
): Promise<void> {
  wanted.delete(undefined);
  if (wanted.size === 0) return;
  const bytes = recordBytes(format);
  let first = 0;
  for await (const block of recordBlocks(chunks, bytes)) {
    const count = Math.floor(block.length / bytes);
    for (const record of [...wanted]) {
      if (record === undefined || record < first || record >= first + count) continue;
      const start = (record - first) * bytes;
      const pixels = block.slice(start + format.labels.length, start + bytes);
      show(record, await encodePng(pixels, SIDE, SIDE));
      wanted.delete(record);
    }
    if (wanted.size === 0) return;
    first += count;
  }
}

function keyOf(file: string, record: number | undefined): string {
  return `${record ?? ''} ${file}`;
}
