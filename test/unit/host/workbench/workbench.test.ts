import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { encodeOnnx } from '../../../../src-main/graph/onnx-writer.ts';
import type { EngineProcess } from '../../../../src-main/host/engine/engine-process.ts';
import { forkEngine } from '../../../../src-main/host/engine/fork-engine.ts';
import { createWorkbench, type Workbench } from '../../../../src-main/host/workbench/workbench.ts';
import { parseRecipe, type Recipe } from '../../../../src-shared/recipe.ts';
import { buildSmallNetwork } from '../../../small-network.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

/** A workbench whose processes can be seen; those that still live when the test ends are killed. */
function openWorkbench(idleMilliseconds?: number): {
  workbench: Workbench;
  processes: EngineProcess[];
  ended: string[];
} {
  const processes: EngineProcess[] = [];
  const ended: string[] = [];
  const workbench = createWorkbench((entry) => {
    const started = forkEngine(entry);
    started.onExit((reason) => ended.push(reason));
    processes.push(started);
    return started;
  }, idleMilliseconds);
  onTestFinished(() => workbench.close());
  return { workbench, processes, ended };
}

const vgg16 = { network: { kind: 'vgg16', width: 0.1 }, classes: 10, height: 32, width: 32 } as const;

/** A sketch of a wide network, which takes seconds. */
function longRecipe(ratio: number): Recipe {
  return parseRecipe({
    name: 'long',
    dataset: { kind: 'generated' },
    network: { kind: 'vgg16', width: 0.5 },
    train: { epochs: 1 },
    prune: { criterion: 'l1', ratio },
    compensate: { method: 'sketch' },
  });
}

describe('the workbench', () => {
  it('answers several requests in one process, and passes on what is wrong with one', async () => {
    const { workbench, processes } = openWorkbench();
    const [inspection, error, again] = await Promise.all([
      workbench.ask('inspect-network', vgg16),
      workbench.ask('inspect-network', { ...vgg16, height: 8, width: 8 }).catch((thrown: unknown) => thrown),
      workbench.ask('inspect-network', vgg16),
    ]);
    expect(inspection.groups).toHaveLength(13);
    expect(error).toMatchObject({ code: 'bad-network', message: expect.stringContaining('from 16×16 on') });
    expect(again).toEqual(inspection);
    expect(processes).toHaveLength(1);
  });

  it('says that its process crashed, and starts another one for the next request', async () => {
    const { workbench, processes } = openWorkbench();
    await workbench.ask('inspect-network', vgg16);
    const open = workbench.ask('preview-plan', {
      recipe: longRecipe(0.5),
      certificates: true,
      home: temporaryFolder(),
    });
    const waiting = workbench.ask('inspect-network', vgg16);
    process.kill(processes[0]?.pid ?? 0, 'SIGKILL');
    await expect(open).rejects.toMatchObject({ code: 'engine-crashed', message: expect.stringContaining('SIGKILL') });
    expect((await waiting).groups).toHaveLength(13);
    expect(processes).toHaveLength(2);
  });

  it('carries out only the newest of a task: one under way is stopped, one that waits never begins', async () => {
    const { workbench } = openWorkbench();
    const home = temporaryFolder();
    const preview = (ratio: number, certificates: boolean) =>
      workbench.askNewest('preview-plan', { recipe: longRecipe(ratio), certificates, home });
    // The network is built and kept, so that what follows takes its time with certificates.
    await preview(0.5, false);
    const begun = preview(0.5, true);
    await sleep(0);
    const overtaken = preview(0.6, true);
    const newest = preview(0.7, false);
    const outcomes = await Promise.allSettled([begun, overtaken]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'interrupted' } });
    expect((await newest).layers[0]).toMatchObject({ channels: 32, keep: { length: 10 } });
  });

  it('lets whatever else is asked go before a budget’s probe, which is answered afterwards, or refused for a newer one', async () => {
    const { workbench } = openWorkbench();
    const home = temporaryFolder();
    const probe = (batchSize: number) => {
      const { network } = vgg16;
      const dataset = { kind: 'generated', train: 1000, test: 100 };
      const recipe = parseRecipe({ name: 'probed', dataset, network, train: { epochs: 1, batchSize }, device: 'cpu' });
      return workbench.askNewest('probe-budget', { recipe, home });
    };
    const answers: string[] = [];
    const overtaken = probe(16).catch((error: unknown) => error);
    await sleep(0);
    const first = workbench.ask('inspect-network', vgg16).then(() => answers.push('first'));
    const newest = probe(8).then(({ seconds }) => answers.push(seconds > 0 ? 'probe' : 'nothing'));
    const second = workbench.ask('inspect-network', vgg16).then(() => answers.push('second'));
    expect(await overtaken).toMatchObject({ code: 'interrupted' });
    await Promise.all([first, newest, second]);
    expect(answers).toEqual(['first', 'second', 'probe']);
    const begun = probe(16).then(() => answers.push('probe'));
    await sleep(0);
    await Promise.all([begun, workbench.ask('inspect-network', vgg16).then(() => answers.push('third'))]);
    expect(answers.slice(3)).toEqual(['third', 'probe']);
  });

  it('lets whatever else is asked go before steps of latency are measured, and measures them in the end', async () => {
    const { workbench } = openWorkbench();
    const home = temporaryFolder();
    const path = join(home, 'small.onnx');
    const layer = { channels: 12, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
    const layers = [layer, layer, layer];
    writeFileSync(path, encodeOnnx(buildSmallNetwork({ layers, side: 32, classes: 10, transposed: true, seed: 1 })));
    const network = { kind: 'onnx', path };
    const prune = { criterion: 'l1', ratio: 0.5, roundTo: 'latency' };
    const dataset = { kind: 'generated', train: 100, test: 100 };
    const recipe = parseRecipe({ name: 'timed', dataset, network, prune, train: { epochs: 1 }, device: 'cpu' });
    const answers: string[] = [];
    const measured = workbench.askNewest('measure-latency', { recipe, home }).finally(() => answers.push('measured'));
    await sleep(500);
    const { steps } = await workbench.askNewest('preview-plan', { recipe, certificates: false, home });
    answers.push('previewed');
    expect(steps).toBe('unmeasured');
    const found = await measured;
    expect(answers).toEqual(['previewed', 'measured']);
    expect(found.timed).toBe(3);
    const after = await workbench.askNewest('preview-plan', { recipe, certificates: false, home });
    expect(after.steps).toEqual(found);
  }, 120_000);

  it('ends its process after a time without work, and no earlier than that', async () => {
    const { workbench, processes, ended } = openWorkbench(300);
    await workbench.ask('inspect-network', vgg16);
    await workbench.ask('inspect-network', vgg16);
    expect(processes).toHaveLength(1);
    expect(ended).toEqual([]);
    await vi.waitFor(() => expect(ended).toEqual(['signal SIGKILL']), 10_000);
    await workbench.ask('inspect-network', vgg16);
    expect(processes).toHaveLength(2);
  });

  it('fails what is open when it is closed (would catch a request that waits for ever)', async () => {
    const { workbench } = openWorkbench();
    const open = workbench.ask('inspect-network', vgg16);
    await sleep(0);
    workbench.close();
    await expect(open).rejects.toMatchObject({ code: 'engine-crashed' });
  });
});
