import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';

/** An archive as it is published. */
export interface PublishedArchive {
  readonly url: string;
  readonly md5: string;
}

/** https://www.cs.toronto.edu/~kriz/cifar.html, with the checksums it gives. */
export const PUBLISHED_ARCHIVES = {
  cifar10: {
    url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
    md5: 'c32a1d4ab5d03f1284b67883e8d87530',
  },
  cifar100: {
    url: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
    md5: '03b5dce01913d631647c71ecec9e9cb8',
  },
} as const satisfies Readonly<Record<string, PublishedArchive>>;

/** No published archive is as large. */
const MOST_BYTES = 512 * 1024 ** 2;
const MOST_REDIRECTS = 5;

/** Bytes that are there of all; the whole is unknown where the server doesn't say. */
export type DownloadProgress = (done: number, total: number | undefined) => void;

/**
 * Downloads an archive into a folder and gives its path. It grows in a `.part` file, which a later call continues, and gets its name once
 * its checksum is right; one that is already there is only checked. The signal stops it. This file is the only one that uses the network.
 * @throws EspalierError `download-failed`, saying what to do; `bad-usage` where the folder can't be written or another file has the name.
 */
export async function downloadArchive(
  archive: PublishedArchive,
  folder: string,
  onProgress: DownloadProgress = () => undefined,
  signal?: AbortSignal,
): Promise<string> {
  const file = join(folder, archive.url.slice(archive.url.lastIndexOf('/') + 1));
  if ((await sizeOf(file)) !== undefined) {
    if ((await md5Of(file)) === archive.md5) return file;
    throw new EspalierError('bad-usage', `"${file}" is there already, but is not the published archive; move it away`);
  }
  const part = `${file}.part`;
  await attempt(`can't write to "${folder}"`, () => mkdir(folder, { recursive: true }));
  await fetchRest(archive, part, onProgress, signal);
  if ((await md5Of(part)) !== archive.md5) {
    await rm(part);
    throw new EspalierError(
      'download-failed',
      `what ${archive.url} gave has not the published checksum (MD5 ${archive.md5}) and was removed; try again`,
    );
  }
  await attempt(`can't write "${file}"`, () => rename(part, file));
  return file;
}

/** Adds to the part what it lacks, or makes it anew where the server gives only the whole. */
async function fetchRest(
  { url }: PublishedArchive,
  part: string,
  onProgress: DownloadProgress,
  signal: AbortSignal | undefined,
): Promise<void> {
  const start = (await sizeOf(part)) ?? 0;
  const response = await request(url, start, signal);
  // Nothing comes after the end: the part is whole, which its checksum tells, or too long.
  if (response.status === 416 && start > 0) return;
  if ((response.status !== 200 && response.status !== 206) || response.body === null) {
    throw new EspalierError(
      'download-failed',
      `${url} answered ${response.status} ${response.statusText}; ${byHand(url)}`,
    );
  }
  const isRest = response.status === 206;
  if (isRest && !response.headers.get('content-range')?.startsWith(`bytes ${start}-`)) {
    throw new EspalierError('download-failed', `${url} answered with other bytes than those asked for; ${byHand(url)}`);
  }
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  let done = isRest ? start : 0;
  const total = Number.isFinite(length) ? done + length : undefined;
  onProgress(done, total);

  const body: AsyncIterable<Uint8Array> = response.body;
  await using output = await attempt(`can't write "${part}"`, () => open(part, isRest ? 'a' : 'w'));
  const chunks = body[Symbol.asyncIterator]();
  for (;;) {
    const next = await receive(chunks, url, done, total);
    if (next === undefined) break;
    done += next.length;
    if (done > MOST_BYTES) {
      throw new EspalierError(
        'download-failed',
        `${url} gives more bytes than the published archive has; ${byHand(url)}`,
      );
    }
    await attempt(`can't write "${part}"`, () => output.writeFile(next));
    onProgress(done, total);
  }
  await attempt(`can't write "${part}"`, () => output.sync());
}

/** Asks for the bytes from `start` on. Redirections may lead to another host only over https. */
async function request(url: string, start: number, signal: AbortSignal | undefined): Promise<Response> {
  let address = new URL(url);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await fetch(address, {
      redirect: 'manual',
      ...(signal === undefined ? {} : { signal }),
      // Compressed once more for the way, the bytes could not be counted.
      headers: { 'accept-encoding': 'identity', ...(start > 0 ? { range: `bytes=${start}-` } : {}) },
    }).catch((cause: unknown) => {
      throw new EspalierError('download-failed', `can't reach ${address.host} (${reasonOf(cause)}); ${byHand(url)}`, {
        cause,
      });
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, address);
    if (next.host !== address.host && next.protocol !== 'https:') {
      throw new EspalierError(
        'download-failed',
        `${address.host} sends on to ${next.href}, which is not safe; ${byHand(url)}`,
      );
    }
    address = next;
  }
  throw new EspalierError('download-failed', `${url} sends on in a circle; ${byHand(url)}`);
}

async function receive(
  chunks: AsyncIterator<Uint8Array>,
  url: string,
  done: number,
  total: number | undefined,
): Promise<Uint8Array | undefined> {
  try {
    const next = await chunks.next();
    return next.done === true ? undefined : next.value;
  } catch (cause) {
    const all = total === undefined ? '' : ` of ${total}`;
    throw new EspalierError(
      'download-failed',
      `the connection to ${new URL(url).host} broke off after ${done}${all} bytes; the same command goes on from there`,
      { cause },
    );
  }
}

function byHand(url: string): string {
  return `download ${url} on any machine and give the path of the file, which is read as it is`;
}

/** What `fetch` hides in its cause. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (inner instanceof Error && 'code' in inner && typeof inner.code === 'string') return inner.code;
  return toEspalierError(inner).message;
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new EspalierError('bad-usage', `${what}: ${toEspalierError(cause).message}`, { cause });
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  await attempt(`can't read "${path}"`, () => pipeline(createReadStream(path), hash));
  return hash.digest('hex');
}
