import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRandom } from '../../src-shared/random.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { outcome } from './run-outcome.ts';
import { startHost, type Ending } from './run-program.ts';
import { tinyRecipe } from './tiny-recipe.ts';

/** Mounting takes privileges that a test may or may not have. */
const canMount = process.platform === 'linux' && tryMount(temporaryFolderForProbe());

function temporaryFolderForProbe(): string {
  const folder = join('/tmp', `espalier-mount-probe-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function tryMount(folder: string): boolean {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'espalier', folder]).status === 0;
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
}

/** Mounts something at a folder until the test ends, or until the returned function is called. */
function mount(folder: string, ...options: string[]): () => void {
  execFileSync('mount', [...options, folder]);
  let mounted = true;
  const unmount = (): void => {
    if (mounted) execFileSync('umount', ['-l', folder]);
    mounted = false;
  };
  onTestFinished(unmount);
  return unmount;
}

/** Runs the recipe and does something once the second epoch of training is done. */
function runWith(home: string, recipe: object, fault: () => void): Promise<Ending> {
  let done = false;
  return startHost(home, recipe, (event) => {
    if (done || event.event !== 'epoch' || event['epoch'] !== 2) return;
    done = true;
    fault();
  }).ended;
}

const recipe = { ...tinyRecipe, train: { ...tinyRecipe.train, epochs: 6 } };
let whole: RunResult | undefined;
/** What an uninterrupted run gives. */
async function wholeResult(): Promise<RunResult | undefined> {
  return (whole ??= (await startHost(temporaryFolder(), recipe).ended).result);
}

describe.skipIf(!canMount)('a run (skipped where nothing can be mounted)', { timeout: 240_000 }, () => {
  it('on a disk that fills up says so, and goes on to the same result once there is room', async () => {
    const home = temporaryFolder();
    mount(home, '-t', 'tmpfs', '-o', 'size=24m', 'espalier');
    const filler = join(home, 'filler');
    const failed = await runWith(home, recipe, () => {
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']);
    });
    expect(failed.result).toBeUndefined();
    expect(failed.error).toMatchObject({
      code: 'storage-failed',
      message: expect.stringContaining('the disk is full'),
    });
    expect(failed.error?.message).toContain('give the same command again');
    rmSync(filler);
    expect(outcome((await startHost(home, recipe).ended).result)).toEqual(outcome(await wholeResult()));
  });

  it('whose home becomes read-only says so, and goes on to the same result when it can be written again', async () => {
    const home = temporaryFolder();
    const stages = join(home, 'stages');
    let restore = (): void => undefined;
    const failed = await runWith(home, recipe, () => {
      // What is open for writing keeps a file system from turning read-only; a read-only view over it does not mind.
      restore = mount(stages, '--bind', stages);
      execFileSync('mount', ['-o', 'remount,bind,ro', stages]);
    });
    expect(failed.error).toMatchObject({ code: 'storage-failed', message: expect.stringContaining('read-only') });
    restore();
    expect(outcome((await startHost(home, recipe).ended).result)).toEqual(outcome(await wholeResult()));
  });
});

describe('a data set that disappears in mid-run', () => {
  it('does not stop the run, which holds it in memory; the next one names the missing file', async () => {
    const folder = join(temporaryFolder(), 'cifar-100-binary');
    writeCifar100(folder);
    const cifar = { ...recipe, dataset: { kind: 'cifar100', path: folder, labels: 'coarse' } };
    const home = temporaryFolder();
    const { result } = await runWith(home, cifar, () => {
      rmSync(folder, { recursive: true });
    });
    expect(result?.variants.map(({ name }) => name)).toEqual(['base', 'pruned', 'sketch']);
    const again = await startHost(home, { ...cifar, name: 'again' }).ended;
    expect(again.error).toMatchObject({ code: 'bad-dataset', message: expect.stringContaining(folder) });
  }, 120_000);

  it('and one that changes before the run goes on is told by its hash: catches checkpoints of other data taken for its own', async () => {
    const folder = join(temporaryFolder(), 'cifar-100-binary');
    writeCifar100(folder);
    const cifar = { ...recipe, dataset: { kind: 'cifar100', path: folder, labels: 'coarse' } };
    const home = temporaryFolder();
    const killed = await startHost(home, cifar, (event, program) => {
      if (event.event === 'epoch' && event['epoch'] === 2) program.killGroup();
    }).ended;
    expect(killed.result).toBeUndefined();
    const file = join(folder, 'train.bin');
    writeFileSync(file, readFileSync(file).fill(7, 100, 200));
    const { result, events } = await startHost(home, cifar).ended;
    expect(events[0]).toMatchObject({ event: 'note', message: expect.stringContaining(`${folder} has changed`) });
    expect(events.filter(({ event }) => event === 'epoch')).toHaveLength(6 + 2 + 2);
    expect(result).toBeDefined();
  }, 120_000);
});

/** A small data set in CIFAR-100's binary form: random pixels. */
function writeCifar100(folder: string): void {
  const random = createRandom(1, 'records');
  const records = (count: number): Uint8Array =>
    Uint8Array.from({ length: count * 3074 }, (_, index) =>
      random.integer(index % 3074 === 0 ? 20 : index % 3074 === 1 ? 100 : 256),
    );
  mkdirSync(folder);
  writeFileSync(join(folder, 'train.bin'), records(200));
  writeFileSync(join(folder, 'test.bin'), records(100));
}
