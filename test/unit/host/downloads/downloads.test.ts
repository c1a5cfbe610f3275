import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDownloads } from '../../../../src-main/host/downloads/downloads.ts';
import type { HostEvent } from '../../../../src-shared/host-event.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { answerRange, serveArchive } from '../../data/download/archive-server.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);

it('downloads into the home and tells how far it is; whoever asks meanwhile gets the same', async () => {
  const server = await serveArchive(content, (request, response) => answerRange(content, request, response));
  const home = temporaryFolder();
  const events: HostEvent[] = [];
  const archives = { cifar10: server.archive, cifar100: server.archive };
  const downloads = createDownloads(home, (event) => events.push(event), archives);
  const [path, same] = await Promise.all([downloads.start('cifar10'), downloads.start('cifar10')]);
  expect(path).toBe(join(home, 'datasets', 'small.tar.gz'));
  expect(same).toBe(path);
  expect(server.ranges).toHaveLength(1);
  expect(Uint8Array.from(readFileSync(path))).toEqual(content);
  expect(events.at(-1)).toEqual({ topic: 'download', kind: 'cifar10', received: 300_000, total: 300_000 });
});

it('stops when it is told to, and goes on from there the next time', async () => {
  let requests = 0;
  let heard: () => void = () => undefined;
  const underWay = new Promise<void>((resolve) => (heard = resolve));
  const server = await serveArchive(content, (request, response) => {
    requests += 1;
    if (requests > 1) {
      answerRange(content, request, response);
      return;
    }
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 100_000));
  });
  const archives = { cifar10: server.archive, cifar100: server.archive };
  const hear = (event: HostEvent): void => {
    if (event.topic === 'download') heard();
  };
  const downloads = createDownloads(temporaryFolder(), hear, archives);
  const stopped = downloads.start('cifar100');
  await underWay;
  downloads.stop('cifar100');
  await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
  downloads.stop('cifar100');
  const path = await downloads.start('cifar100');
  expect(Uint8Array.from(readFileSync(path))).toEqual(content);
});
