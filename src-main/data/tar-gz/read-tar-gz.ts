import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Extract } from 'tar-stream';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import { checkEntry } from './check-entry.ts';

/** What an archive may unpack to. The largest that is read, CIFAR-10's, holds eight entries and 184 MB, packed to 170 MB. */
const MOST_ENTRIES = 1000;
const MOST_BYTES = 512 * 1024 ** 2;
/** Above the first bytes, an archive that unpacks to more than this many times its size is no data set. */
const MOST_RATIO = 100;
const FREE_BYTES = 16 * 1024 ** 2;
const CHUNK_BYTES = 256 * 1024;

/** A regular file in an archive; `chunks` has to be read, if at all, before the next member is asked for. */
export interface ArchiveMember {
  /** The path inside the archive, without a leading `./`. */
  readonly path: string;
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Reads a .tar.gz from its beginning to its end, nothing of it put on disk, and shows each regular file to `visit`.
 * Links, devices, paths that lead out of the archive, names that occur twice and archives that unpack to far more than they are refuse the whole.
 * @throws EspalierError `bad-dataset`, naming the archive, the entry where it is about one, and what to do.
 */
export async function readTarGz(archive: string, visit: (member: ArchiveMember) => Promise<void>): Promise<void> {
  try {
    const { size } = await stat(archive);
    const entries = extract();
    // Which of the two fails first is the one that knows why.
    await Promise.all([
      pipeline(createReadStream(archive), createGunzip({ chunkSize: CHUNK_BYTES }), limitBytes(archive, size), entries),
      visitEntries(archive, entries, visit),
    ]);
  } catch (cause) {
    if (cause instanceof EspalierError) throw cause;
    throw new EspalierError('bad-dataset', `can't read the archive "${archive}": ${describeFailure(cause)}`, { cause });
  }
}

async function visitEntries(archive: string, entries: Extract, visit: (member: ArchiveMember) => Promise<void>) {
  const seen = new Set<string>();
  for await (const entry of entries) {
    const path = checkEntry(archive, entry.header, seen);
    if (seen.size > MOST_ENTRIES) {
      throw new EspalierError(
        'bad-dataset',
        `the archive "${archive}" has more than ${MOST_ENTRIES} entries, too many for a data set of this kind; give the official archive`,
      );
    }
    const chunks = entry[Symbol.asyncIterator]();
    if (entry.header.type === 'file') await visit({ path, size: entry.header.size, chunks: readOn(chunks) });
    // The next entry comes only when this one has been read to its end.
    while ((await chunks.next()).done !== true) continue;
  }
}

/** Reads a stream on from where it is. Unlike the stream's own iteration, leaving this one early leaves the stream open. */
async function* readOn(chunks: AsyncIterator<unknown>): AsyncGenerator<Uint8Array> {
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    if (next.value instanceof Uint8Array) yield next.value;
  }
}

function limitBytes(archive: string, archiveBytes: number): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      total += chunk.length;
      const isBomb = total > FREE_BYTES && total > MOST_RATIO * archiveBytes;
      if (!isBomb && total <= MOST_BYTES) {
        done(null, chunk);
        return;
      }
      const excess = isBomb ? `${MOST_RATIO} times its size` : `${MOST_BYTES / 1024 ** 2} MiB`;
      done(
        new EspalierError(
          'bad-dataset',
          `the archive "${archive}" unpacks to more than ${excess} and is not read further; give the official archive`,
        ),
      );
    },
  });
}

function describeFailure(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
      return 'check its permissions';
    case 'Z_BUF_ERROR':
      return 'it is truncated; download it again';
    case 'Z_DATA_ERROR':
      return `it is damaged, or no .tar.gz (${toEspalierError(cause).message}); download it again`;
    default:
      return `${toEspalierError(cause).message}; download it again`;
  }
}
