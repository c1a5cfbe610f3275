import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { lossesOf } from './run-outcome.ts';
import { startHost, type PrintedEvent } from './run-program.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const recipe = {
  ...tinyRecipe,
  seeds: 2,
  train: { ...tinyRecipe.train, epochs: 1 },
  prune: { criterion: 'l1', target: { parameters: 0.4 }, minChannels: 2, roundTo: 'latency' },
  finetune: { epochs: 1 },
};

const isOf = (kind: string, stage: string) => (event: PrintedEvent) => event.event === kind && event['stage'] === stage;

describe('a run that rounds to steps of latency', { timeout: 180_000 }, () => {
  it('that is killed and goes on plans by the steps it had measured, as the next seed and the next run do', async () => {
    const home = temporaryFolder();
    const killed = await startHost(home, recipe, (event, program) => {
      if (isOf('stage-end', 'finetune')(event)) program.killGroup();
    }).ended;
    expect(killed.events.some(isOf('progress', 'prune'))).toBe(true);
    const planned = killed.events.find(({ event }) => event === 'plan');
    expect(planned).toBeDefined();

    const { events, result } = await startHost(home, recipe).ended;
    expect(events.some(isOf('progress', 'prune'))).toBe(false);
    expect(events.find(({ event }) => event === 'plan')).toEqual(planned);
    expect(events.find(isOf('stage-end', 'finetune'))).toMatchObject({ variant: 'pruned', reused: true });
    expect(result?.variants[0]?.seeds).toHaveLength(2);
    const [base, pruned] = result?.variants ?? [];
    expect((pruned?.parameters ?? 1) / (base?.parameters ?? 1)).toBeLessThanOrEqual(0.4);
    expect(result?.layerLatency.map(({ layer }) => layer)).toContain('conv2_1');
    expect(result?.notes.some((note) => note.includes("step of this machine's latency"))).toBe(true);

    const renamed = await startHost(home, { ...recipe, name: 'the same, another run' }).ended;
    expect(renamed.events.some(isOf('progress', 'prune'))).toBe(false);
    expect(renamed.result?.plan).toEqual(result?.plan);
    expect(lossesOf(renamed.result)).toEqual(lossesOf(result));
  });
});
