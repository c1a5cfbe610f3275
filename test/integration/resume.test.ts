import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { lossesOf, outcome } from './run-outcome.ts';
import { startHost, type Ending, type PrintedEvent } from './run-program.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const recipe = { ...tinyRecipe, train: { ...tinyRecipe.train, epochs: 6 } };

let uninterrupted: Promise<Ending> | undefined;

/** The same recipe in a home of its own, run through once for all tests. */
function runUninterrupted(): Promise<Ending> {
  return (uninterrupted ??= startHost(temporaryFolder(), recipe).ended);
}

/** Runs the recipe, stopping it by `kill` at the first event that `when` accepts. */
async function runUntil(
  home: string,
  when: (event: PrintedEvent) => boolean,
  kill: (pid: number) => void,
): Promise<Ending> {
  let done = false;
  return startHost(home, recipe, (event, program) => {
    if (done || !when(event)) return;
    done = true;
    kill(program.pid);
  }).ended;
}

function killEngineOf(hostPid: number): void {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const engines = processes
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, ...command]) => Number(parent) === hostPid && command.join(' ').includes('engine-process'));
  expect(engines).toHaveLength(1);
  process.kill(Number(engines[0]?.[0]), 'SIGKILL');
}

function killGroupOf(hostPid: number): void {
  process.kill(-hostPid, 'SIGKILL');
}

const isEpoch = (stage: string, variant: string, epoch: number) => (event: PrintedEvent) =>
  event.event === 'epoch' && event['stage'] === stage && event['variant'] === variant && event['epoch'] === epoch;
const isStageEnd = (stage: string) => (event: PrintedEvent) => event.event === 'stage-end' && event['stage'] === stage;

describe.skipIf(process.platform === 'win32')('a killed run', () => {
  it('whose engine was killed in training goes on by the same command to the same weights, bit for bit', async () => {
    const home = temporaryFolder();
    const killed = await runUntil(home, isEpoch('train', 'base', 2), killEngineOf);
    expect(killed.error).toMatchObject({ code: 'engine-crashed', message: expect.stringContaining('SIGKILL') });
    expect(killed.error?.message).toContain('the run goes on from its last checkpoint');

    const resumed = await startHost(home, recipe).ended;
    const [first] = killed.events;
    expect(resumed.events[0]).toMatchObject({ event: 'run', resumed: true, runId: first?.['runId'] });
    const trained = resumed.events.findIndex((event) => event.event === 'progress');
    expect(resumed.events.slice(0, trained).some(isEpoch('train', 'base', 2))).toBe(true);

    const { result } = await runUninterrupted();
    expect(result?.variants.map(({ name }) => name)).toEqual(['base', 'pruned', 'sketch']);
    expect(outcome(resumed.result)).toEqual(outcome(result));
    expect(lossesOf(resumed.result)).toEqual(lossesOf(result));
  });

  it('whose host was killed with all it started, again and again, ends with the same weights too', async () => {
    const home = temporaryFolder();
    const points = [
      isEpoch('train', 'base', 1),
      isEpoch('train', 'base', 5),
      isStageEnd('prune'),
      isEpoch('finetune', 'pruned', 1),
      isStageEnd('compensate'),
      (event: PrintedEvent) => event.event === 'artifact',
    ];
    for (const point of points) {
      const killed = await runUntil(home, point, killGroupOf);
      expect(killed.result).toBeUndefined();
      expect(killed.error).toBeUndefined();
    }
    const resumed = await startHost(home, recipe).ended;
    const { result } = await runUninterrupted();
    expect(outcome(resumed.result)).toEqual(outcome(result));
    expect(lossesOf(resumed.result)).toEqual(lossesOf(result));
  });
});
