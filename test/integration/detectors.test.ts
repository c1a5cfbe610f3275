import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { lossesOf, outcome } from './run-outcome.ts';
import { startHost, type Ending } from './run-program.ts';
import { tinyDetectorRecipe as recipe } from './tiny-detector-recipe.ts';

let uninterrupted: Promise<Ending> | undefined;

/** The same recipe in a home of its own, run through once for all tests. */
function runUninterrupted(): Promise<Ending> {
  return (uninterrupted ??= startHost(temporaryFolder(), recipe).ended);
}

describe('a detector', () => {
  it('goes through every stage: its mAP has a protocol, its files are read back, its pruned network equals the masked one', async () => {
    const { result, error } = await runUninterrupted();
    expect(error).toBeUndefined();
    expect(result?.measure).toMatchObject({
      kind: 'mean-average-precision',
      protocol: { name: 'paper', iou: 0.5, confidence: 0.1, nms: 0.5, height: 64, width: 64 },
    });
    expect(result?.variants.map(({ name }) => name)).toEqual(['base', 'pruned', 'sketch']);
    expect(result?.maskedDifference).toBeLessThan(1e-4);
    for (const { detection, accuracy, files } of result?.variants ?? []) {
      expect(detection?.protocols.map(({ protocol }) => protocol.name)).toEqual(['paper', 'visdrone', 'class-mean']);
      expect(detection?.protocols[0]?.meanAveragePrecision).toBe(accuracy);
      expect(detection?.truths).toBe(detection?.sizes.reduce((sum, { truths }) => sum + truths, 0));
      expect(files.map(({ format }) => format)).toEqual(['onnx', 'darknet']);
    }
    // Layers of a shortcut that kept more by themselves are sketched, whatever α.
    const marked = result?.plan.filter(({ sketched }) => sketched !== undefined).map(({ layer }) => layer) ?? [];
    const certified = result?.variants.at(-1)?.certificates.map(({ layer }) => layer) ?? [];
    expect(marked.length).toBeGreaterThan(0);
    expect(certified).toEqual(expect.arrayContaining(marked));
  });

  it('is evaluated when it is due, and after the last epoch (would catch a number shown for an epoch that was not looked at)', async () => {
    const { result } = await runUninterrupted();
    const trained = result?.epochs.filter(({ stage }) => stage === 'train') ?? [];
    expect(trained.map(({ testAccuracy }) => Number.isFinite(testAccuracy))).toEqual([false, true, true]);
    expect(trained.every(({ trainAccuracy }) => Number.isNaN(trainAccuracy))).toBe(true);
  });

  it.skipIf(process.platform === 'win32')(
    'killed in training goes on to the same weights, bit for bit, Adam’s moments too',
    async () => {
      const home = temporaryFolder();
      let killed = false;
      const first = await startHost(home, recipe, (event, { pid }) => {
        if (killed || event.event !== 'epoch' || event['epoch'] !== 2) return;
        killed = true;
        killChildrenOf(pid);
      }).ended;
      expect(first.error).toMatchObject({ code: 'engine-crashed' });
      const resumed = await startHost(home, recipe).ended;
      expect(resumed.events[0]).toMatchObject({ event: 'run', resumed: true });
      const { result } = await runUninterrupted();
      expect(outcome(resumed.result)).toEqual(outcome(result));
      expect(lossesOf(resumed.result)).toEqual(lossesOf(result));
    },
  );
});

function killChildrenOf(hostPid: number): void {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  for (const line of processes) {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    if (parent === hostPid && pid !== undefined) process.kill(pid, 'SIGKILL');
  }
}
