// Not by name: on a Node without crc32 the engine would not even start, though nothing but zip files needs it.
import zlib from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import { quote } from '../quote.ts';
import { refusePickle } from './refuse-pickle.ts';

const MOST_ENTRIES = 20_000;
/** What all entries together may unpack to, beyond a first allowance, for each byte of the archive. Weights hardly shrink at all. */
const MOST_RATIO = 8;
const FREE_BYTES = 16 * 1024 ** 2;
const STORED = 0;
const DEFLATED = 8;

export interface ZipArchive {
  /** The sizes of its entries, unpacked, by their names. */
  readonly sizes: ReadonlyMap<string, number>;
  /** An entry's bytes; of one that is not packed, a view of the archive's. @throws EspalierError `bad-network`. */
  readonly read: (name: string) => Promise<Uint8Array>;
}

/**
 * Opens a zip archive in memory. Entries may be stored or deflated; together they may not claim more bytes than the archive has.
 * @throws EspalierError `bad-network` where it is damaged, encrypted, or made to unpack to more than it should.
 */
export async function openZip(bytes: Uint8Array): Promise<ZipArchive> {
  const entries = new Map<string, Entry>();
  const zip = await reporting('it is no complete zip archive', async () => {
    const opened = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      autoClose: false,
    });
    if (opened.entryCount > MOST_ENTRIES) refusePickle(`it has more than ${MOST_ENTRIES} entries`);
    for await (const entry of opened.eachEntry()) {
      if (entries.has(entry.fileName)) refusePickle(`its entry ${quote(entry.fileName)} is there twice`);
      entries.set(entry.fileName, entry);
    }
    return opened;
  });
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  const listed = [...entries.values()];
  if (sum(listed.map(({ compressedSize }) => compressedSize)) > bytes.length) refusePickle('its entries overlap');
  if (sum(listed.map(({ uncompressedSize }) => uncompressedSize)) > FREE_BYTES + MOST_RATIO * bytes.length) {
    refusePickle(`its entries unpack to more than ${MOST_RATIO} times its size`);
  }
  return {
    sizes: new Map(Array.from(entries, ([name, { uncompressedSize }]) => [name, uncompressedSize])),
    read: (name) => {
      const entry = entries.get(name);
      if (entry === undefined)
        return Promise.reject(new EspalierError('bad-network', `it has no entry ${quote(name)}`));
      return reporting(`its entry ${quote(name)} can't be read`, () => readEntry(zip, entry, bytes));
    },
  };
}

async function readEntry(zip: ZipFile, entry: Entry, bytes: Uint8Array): Promise<Uint8Array> {
  const name = quote(entry.fileName);
  if (entry.isEncrypted()) refusePickle(`its entry ${name} is encrypted`);
  const { compressedSize, uncompressedSize } = entry;
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = bytes.subarray(fileDataStart, fileDataStart + compressedSize);
  const content = unpack(packed, entry);
  if (content.length !== uncompressedSize) {
    refusePickle(`its entry ${name} has ${content.length} bytes, and ${uncompressedSize} are announced`);
  }
  if (zlib.crc32(content) !== entry.crc32) {
    refusePickle(
      `its entry ${name} does not have the checksum that it should: the file is damaged; copy or download it again`,
    );
  }
  return content;
}

function unpack(packed: Uint8Array, { fileName, compressionMethod, uncompressedSize }: Entry): Uint8Array {
  switch (compressionMethod) {
    case STORED:
      return packed;
    case DEFLATED:
      return zlib.inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize) });
    default:
      return refusePickle(
        `its entry ${quote(fileName)} is packed in a way (${compressionMethod}) that is not read here`,
      );
  }
}

async function reporting<T>(problem: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof EspalierError) throw cause;
    throw new EspalierError('bad-network', `${problem} (${toEspalierError(cause).message})`, { cause });
  }
}
