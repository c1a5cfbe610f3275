import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EspalierError } from '../../../../src-shared/errors.ts';
import { readTarGz } from '../../../../src-main/data/tar-gz/read-tar-gz.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { makeTar, makeTarGz, type TarEntry } from './make-tar-gz.ts';

async function readAll(bytes: Uint8Array): Promise<Map<string, string>> {
  const archive = join(temporaryFolder(), 'data.tar.gz');
  writeFileSync(archive, bytes);
  const found = new Map<string, string>();
  await readTarGz(archive, async ({ path, chunks }) => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    found.set(path, Buffer.concat(parts).toString('latin1'));
  });
  return found;
}

describe('readTarGz', () => {
  it('shows every file whole, and goes on where one was read only in part or not at all', async () => {
    const long = 'abcdefg'.repeat(200_000);
    const entries = [
      { name: 'd/', type: 'directory' },
      { name: './d/a', content: long },
      { name: 'd/b', content: '' },
      { name: `d/${'long'.repeat(60)}`, content: 'named in a pax header' },
      { name: 'd/c', content: long },
    ] as const;
    const bytes = await makeTarGz(entries);
    const all = await readAll(bytes);
    expect([...all.keys()]).toEqual(['d/a', 'd/b', `d/${'long'.repeat(60)}`, 'd/c']);
    expect(all.get('d/c')).toBe(long);

    const archive = join(temporaryFolder(), 'data.tar.gz');
    writeFileSync(archive, bytes);
    const seen: string[] = [];
    await readTarGz(archive, async ({ path, chunks }) => {
      seen.push(path);
      if (path !== 'd/a') return;
      for await (const chunk of chunks) if (chunk.length > 0) return;
    });
    expect(seen).toEqual([...all.keys()]);
  });

  it.each<[string, readonly TarEntry[], RegExp]>([
    ['a symbolic link', [{ name: 'd/a', type: 'symlink', linkname: '/etc/passwd' }], /"d\/a" has the type "symlink"/],
    ['a hard link', [{ name: 'd/a', type: 'link', linkname: 'b' }], /has the type "link"/],
    ['a device', [{ name: 'd/a', type: 'character-device' }], /has the type "character-device"/],
    ['an absolute path', [{ name: '/d/a', content: 'x' }], /has an absolute path/],
    ['a drive letter', [{ name: 'C:/a', content: 'x' }], /has an absolute path/],
    ['a way out', [{ name: 'd/../../a', content: 'x' }], /leads out of the archive/],
    ['a backslash', [{ name: '..\\a', content: 'x' }], /has a backslash/],
    [
      'a name twice',
      [
        { name: 'd/a', content: 'x' },
        { name: './d/A', content: 'y' },
      ],
      /is there twice/,
    ],
  ])('refuses %s', async (_what, entries, message) => {
    await expect(readAll(await makeTarGz(entries))).rejects.toMatchObject({
      code: 'bad-dataset',
      message: expect.stringMatching(message),
    });
  });

  it('refuses more entries than a data set has', async () => {
    const entries = Array.from({ length: 1001 }, (_, index) => ({ name: `d/${index}` }));
    await expect(readAll(await makeTarGz(entries))).rejects.toThrow('more than 1000 entries');
  });

  it('stops at a bomb: 40 MB of zeros in 40 kB', async () => {
    const bytes = gzipSync(await makeTar([{ name: 'd/a', content: Buffer.alloc(40 << 20) }]));
    expect(bytes.length).toBeLessThan(60_000);
    await expect(readAll(bytes)).rejects.toThrow('unpacks to more than 100 times its size');
  });

  it('says that an archive is truncated, in its compression or inside', async () => {
    const tar = await makeTar([{ name: 'd/a', content: Buffer.from('abc'.repeat(5000)) }]);
    await expect(readAll(gzipSync(tar).subarray(0, -20))).rejects.toThrow('it is truncated; download it again');
    await expect(readAll(gzipSync(tar.subarray(0, 4000)))).rejects.toThrow(/Unexpected end of data; download it again/);
    await expect(readAll(Buffer.from('not an archive'))).rejects.toThrow('no .tar.gz');
    await expect(readTarGz('/nowhere/a.tar.gz', () => Promise.resolve())).rejects.toThrow('there is no such file');
  });

  it('fails with nothing but errors of its own on damaged archives: 400 bit flips and cuts', async () => {
    const tar = await makeTar([
      { name: 'd/a', content: 'hello' },
      { name: `d/${'b'.repeat(120)}`, content: 'x'.repeat(3000) },
    ]);
    const damaged = fc.tuple(fc.boolean(), fc.nat(), fc.integer({ min: 0, max: 7 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(damaged, async ([inside, place, bit, cut]) => {
        const bytes = Uint8Array.from(inside ? tar : gzipSync(tar));
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const end = cut ? at : bytes.length;
        const archive = inside ? gzipSync(bytes.subarray(0, end)) : bytes.subarray(0, end);
        const thrown: unknown = await readAll(archive).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (thrown !== undefined) expect(thrown).toBeInstanceOf(EspalierError);
      }),
      { numRuns: 400 },
    );
  });
});
