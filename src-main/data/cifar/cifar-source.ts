import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EspalierError } from '../../../src-shared/errors.ts';
import { readTarGz } from '../tar-gz/read-tar-gz.ts';
import { dataFiles, type CifarFormat } from './cifar-format.ts';

/** Bytes read from a disk at a time, few enough to stay in the processor's cache until they are copied out. */
const CHUNK_BYTES = 1 << 20;
/** More than a file of class names can have. */
const MOST_TEXT_BYTES = 64 * 1024;

/** One file of records, where it lies and how long it is. */
export interface CifarFile {
  readonly path: string;
  readonly size: number;
}

/** The files of a CIFAR data set, in a folder or in the official archive; those that are not there are left out. */
export interface CifarSource {
  /** The folder or archive. */
  readonly path: string;
  /** What to do about a damaged file. */
  readonly advice: string;
  readonly files: ReadonlyMap<string, CifarFile>;
  /** The files of class names. */
  readonly texts: ReadonlyMap<string, CifarFile & { readonly text: string }>;
  /** Shows every file of records once, in the order that is quickest to read. */
  visit(see: (name: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>): Promise<void>;
}

/**
 * Finds the files of a CIFAR data set in a folder, in the folder that contains the official one, or in the official .tar.gz.
 * @throws EspalierError `bad-dataset` where there is neither, or an archive that can't be read to its end.
 */
export async function openCifarSource(format: CifarFormat, path: string): Promise<CifarSource> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new EspalierError(
      'bad-dataset',
      `there is no ${format.name} at "${path}"; give the path of the folder ${format.folder} or of ${format.archive}`,
      { cause },
    );
  });
  return found.isDirectory() ? openFolder(format, path) : openArchive(format, path);
}

async function openFolder(format: CifarFormat, path: string): Promise<CifarSource> {
  const inner = join(path, format.folder);
  const isParent = await stat(inner).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  const folder = isParent ? inner : path;
  const files = new Map<string, CifarFile>();
  for (const name of dataFiles(format)) {
    const size = await fileSize(join(folder, name));
    if (size !== undefined) files.set(name, { path: join(folder, name), size });
  }
  const texts = new Map<string, CifarFile & { text: string }>();
  for (const { namesFile } of format.labels) {
    const file = join(folder, namesFile);
    const size = await fileSize(file);
    if (size === undefined) continue;
    texts.set(namesFile, { path: file, size, text: size > MOST_TEXT_BYTES ? '' : await readFile(file, 'utf8') });
  }
  return {
    path: folder,
    advice: `unpack ${format.archive} again`,
    files,
    texts,
    visit: async (see) => {
      for (const [name, { path: file }] of files) await see(name, readChunks(file));
    },
  };
}

async function fileSize(path: string): Promise<number | undefined> {
  return stat(path).then(
    (entry) => (entry.isFile() ? entry.size : undefined),
    () => undefined,
  );
}

async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) yield toBytes(chunk);
  } catch (cause) {
    throw new EspalierError('bad-dataset', `can't read "${path}"; check its permissions`, { cause });
  }
}

async function openArchive(format: CifarFormat, path: string): Promise<CifarSource> {
  const wanted = new Set(dataFiles(format));
  const namesFiles = new Set(format.labels.map(({ namesFile }) => namesFile));
  const files = new Map<string, CifarFile>();
  const texts = new Map<string, CifarFile & { text: string }>();
  await readTarGz(path, async (member) => {
    const name = nameInFolder(format, member.path);
    if (name === undefined) return;
    const file = { path: `${path}: ${member.path}`, size: member.size };
    if (wanted.has(name)) files.set(name, file);
    else if (namesFiles.has(name)) texts.set(name, { ...file, text: await readText(member.chunks, member.size) });
  });
  return {
    path,
    advice: `download ${format.archive} again`,
    files,
    texts,
    visit: (see) =>
      readTarGz(path, async (member) => {
        const name = nameInFolder(format, member.path);
        if (name !== undefined && wanted.has(name)) await see(name, member.chunks);
      }),
  };
}

/** The name of a file in the official folder; undefined for any other path. */
function nameInFolder(format: CifarFormat, path: string): string | undefined {
  return dirname(path) === format.folder ? basename(path) : undefined;
}

async function readText(chunks: AsyncIterable<Uint8Array>, size: number): Promise<string> {
  if (size > MOST_TEXT_BYTES) return '';
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

function toBytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : new Uint8Array();
}
