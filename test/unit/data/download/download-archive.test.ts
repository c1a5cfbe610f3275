import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { downloadArchive } from '../../../../src-main/data/download/download-archive.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { answerRange, serveArchive } from './archive-server.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31 + (index >> 8)) % 256);

describe('downloadArchive', () => {
  it('downloads into a folder it makes, tells its progress, and later only checks what is there', async () => {
    const server = await serveArchive(content, (request, response) => answerRange(content, request, response));
    const folder = join(temporaryFolder(), 'new', 'data');
    const seen: [number, number | undefined][] = [];
    const file = await downloadArchive(server.archive, folder, (done, total) => seen.push([done, total]));
    expect(file).toBe(join(folder, 'small.tar.gz'));
    expect(Uint8Array.from(readFileSync(file))).toEqual(content);
    expect(seen.at(0)).toEqual([0, content.length]);
    expect(seen.at(-1)).toEqual([content.length, content.length]);
    expect(existsSync(`${file}.part`)).toBe(false);
    expect(await downloadArchive(server.archive, folder)).toBe(file);
    expect(server.ranges).toEqual([undefined]);
  });

  it('goes on where a connection broke off: catches a part that is begun again or appended to in the wrong place', async () => {
    let requests = 0;
    const server = await serveArchive(content, (request, response) => {
      requests += 1;
      if (requests > 1) {
        answerRange(content, request, response);
        return;
      }
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
    });
    const folder = temporaryFolder();
    await expect(downloadArchive(server.archive, folder)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(/broke off after 100000 of 300000 bytes; the same command goes on from there/),
    });
    expect(existsSync(join(folder, 'small.tar.gz'))).toBe(false);
    const file = await downloadArchive(server.archive, folder);
    expect(Uint8Array.from(readFileSync(file))).toEqual(content);
    expect(server.ranges).toEqual([undefined, 'bytes=100000-']);
  });

  it('begins again where a server knows no ranges', async () => {
    const server = await serveArchive(content, (_request, response) => {
      response.writeHead(200).end(content);
    });
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'small.tar.gz.part'), content.subarray(0, 5000));
    const totals: (number | undefined)[] = [];
    const file = await downloadArchive(server.archive, folder, (_done, total) => totals.push(total));
    expect(Uint8Array.from(readFileSync(file))).toEqual(content);
    expect(server.ranges).toEqual(['bytes=5000-']);
    expect(totals[0]).toBeUndefined();
  });

  it('takes a part that is whole, and lets go of one that is too long', async () => {
    const server = await serveArchive(content, (request, response) => answerRange(content, request, response));
    const folder = temporaryFolder();
    const part = join(folder, 'small.tar.gz.part');
    writeFileSync(part, Buffer.concat([content, content]));
    await expect(downloadArchive(server.archive, folder)).rejects.toThrow('has not the published checksum');
    expect(existsSync(part)).toBe(false);
    writeFileSync(part, content);
    expect(Uint8Array.from(readFileSync(await downloadArchive(server.archive, folder)))).toEqual(content);
  });

  it('removes what has another checksum', async () => {
    const other = content.map((value) => value ^ 1);
    const server = await serveArchive(content, (request, response) => answerRange(other, request, response));
    const folder = temporaryFolder();
    await expect(downloadArchive(server.archive, folder)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(/has not the published checksum .* was removed; try again/),
    });
    expect(existsSync(join(folder, 'small.tar.gz'))).toBe(false);
    expect(existsSync(join(folder, 'small.tar.gz.part'))).toBe(false);
  });

  it('refuses a range other than the one asked for', async () => {
    const server = await serveArchive(content, (_request, response) => {
      response.writeHead(206, { 'content-range': 'bytes 0-9/300000' }).end(content.subarray(0, 10));
    });
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'small.tar.gz.part'), content.subarray(0, 5000));
    await expect(downloadArchive(server.archive, folder)).rejects.toThrow('other bytes than those asked for');
  });

  it('follows a redirection on the same host, but none to another one without https', async () => {
    const server = await serveArchive(content, (request, response, port) => {
      if (request.url === '/data/small.tar.gz')
        response.writeHead(302, { location: `http://127.0.0.1:${port}/moved` }).end();
      else answerRange(content, request, response);
    });
    expect(existsSync(await downloadArchive(server.archive, temporaryFolder()))).toBe(true);
    const foreign = await serveArchive(content, (_request, response) => {
      response.writeHead(301, { location: 'http://elsewhere.example/small.tar.gz' }).end();
    });
    await expect(downloadArchive(foreign.archive, temporaryFolder())).rejects.toThrow(/elsewhere\.example.* not safe/);
    const circle = await serveArchive(content, (_request, response) => {
      response.writeHead(301, { location: '/data/small.tar.gz' }).end();
    });
    await expect(downloadArchive(circle.archive, temporaryFolder())).rejects.toThrow('in a circle');
  });

  it('says what to do by hand where there is no connection, or no archive', async () => {
    const archive = { url: 'http://127.0.0.1:9/small.tar.gz', md5: '' };
    const folder = temporaryFolder();
    await expect(downloadArchive(archive, folder)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(
        /^can't reach 127\.0\.0\.1:9 \(.+\); download .* on any machine and give the path/,
      ),
    });
    const server = await serveArchive(content, (_request, response) => {
      response.writeHead(404).end('gone');
    });
    await expect(downloadArchive(server.archive, folder)).rejects.toThrow(/answered 404 Not Found; download/);
  });

  it('leaves another file of that name alone, and names a folder that can not be made', async () => {
    const server = await serveArchive(content, (request, response) => answerRange(content, request, response));
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'small.tar.gz'), 'mine');
    await expect(downloadArchive(server.archive, folder)).rejects.toThrow('is there already, but is not the published');
    expect(readFileSync(join(folder, 'small.tar.gz'), 'utf8')).toBe('mine');
    await expect(downloadArchive(server.archive, join(folder, 'small.tar.gz', 'in'))).rejects.toMatchObject({
      code: 'bad-usage',
    });
    expect(server.ranges).toEqual([]);
  });
});
