import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHost } from '../../src-main/host/create-host.ts';
import type { Host } from '../../src-main/host/host.ts';
import type { RunEvent } from '../../src-shared/event.ts';
import { parseRecipe, type Recipe } from '../../src-shared/recipe.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startHost } from './run-program.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const recipe = parseRecipe(tinyRecipe);

function openHost(home: string): Host {
  const host = createHost(home);
  onTestFinished(() => {
    host.close();
  });
  return host;
}

async function collect(host: Host, given: Recipe, again = false): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  await host.run(given, { onEvent: (event) => events.push(event), again });
  return events;
}

function reusedStages(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) =>
    event.event === 'stage-end' && event.reused ? [`${event.stage} ${event.variant}`] : [],
  );
}

describe('a host', () => {
  it('runs a recipe to its result, keeps it, and runs it anew only when asked', async () => {
    const host = openHost(join(temporaryFolder(), 'new', 'home'));
    const events = await collect(host, recipe);
    const last = events.at(-1);
    if (last?.event !== 'result') throw new Error('the last event is no result');
    const { result } = last;
    expect(events[0]).toMatchObject({ event: 'run', resumed: false, runId: result.runId });
    expect(result.variants.map(({ name }) => name)).toEqual(['base', 'pruned', 'sketch']);
    const [base, pruned, sketch] = result.variants;
    expect(pruned?.parameters).toBeLessThan((base?.parameters ?? 0) / 2);
    expect(pruned?.fileBytes).toBeLessThan((base?.fileBytes ?? 0) / 2);
    expect(sketch?.parameters).toBe(pruned?.parameters);
    expect(sketch?.certificates).toHaveLength(13);
    expect(result.maskedDifference).toBeLessThan(1e-4);
    expect(result.epochs).toHaveLength(3 + 2 + 2);
    expect(result.variants.every(({ files }) => files.length === 2)).toBe(true);
    expect(host.findRun(result.runId)).toMatchObject({ state: 'done', result });
    expect(host.findRun('tiny').id).toBe(result.runId);

    const repeated = await collect(host, recipe);
    expect(repeated.map(({ event }) => event)).toEqual(['note', 'result']);
    expect(repeated.at(-1)).toEqual({ event: 'result', result });
    expect(host.listRuns()).toHaveLength(1);

    const anew = await collect(host, recipe, true);
    expect(anew[0]).toMatchObject({ event: 'run', resumed: false });
    expect(host.listRuns()).toHaveLength(2);
  });

  it('takes over the stages that a recipe shares with an earlier one, and no others', async () => {
    const host = openHost(temporaryFolder());
    await collect(host, recipe);
    const other = await collect(
      host,
      parseRecipe({ ...tinyRecipe, name: 'other', prune: { ...tinyRecipe.prune, ratio: 0.25 } }),
    );
    expect(reusedStages(other)).toEqual(['train base']);
    const reseeded = await collect(
      host,
      parseRecipe({ ...tinyRecipe, seed: 2, compensate: [], finetune: { epochs: 0 } }),
    );
    expect(reusedStages(reseeded)).toEqual([]);
  });

  it('stops when told to, leaves the run resumable, and goes on with it', async () => {
    const host = openHost(temporaryFolder());
    const abort = new AbortController();
    const running = host.run(recipe, {
      signal: abort.signal,
      onEvent: ({ event }) => {
        if (event === 'epoch') abort.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
    expect(host.findRun('tiny')).toMatchObject({ state: 'interrupted', result: null });
    const events = await collect(host, recipe);
    expect(events[0]).toMatchObject({ event: 'run', resumed: true });
    expect(host.findRun('tiny').state).toBe('done');
    expect(host.listRuns()).toHaveLength(1);
  });

  it('told to stop before it has started writes nothing', async () => {
    const parent = temporaryFolder();
    const host = openHost(join(parent, 'home'));
    const running = host.run(recipe, { signal: AbortSignal.abort(), onEvent: () => undefined });
    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(parent)).toEqual([]);
  });

  it('refuses a recipe that another host is running, and shows its result afterwards', async () => {
    const home = temporaryFolder();
    const long = { ...tinyRecipe, train: { ...tinyRecipe.train, epochs: 20 } };
    const host = openHost(home);
    let refusal: unknown;
    const other = startHost(home, long, ({ event }) => {
      if (event !== 'run') return;
      void host.run(parseRecipe(long), { onEvent: () => undefined }).catch((thrown: unknown) => {
        refusal = thrown;
      });
    });
    const { result } = await other.ended;
    expect(refusal).toMatchObject({ code: 'busy' });
    expect(await host.run(parseRecipe(long), { onEvent: () => undefined })).toEqual(result);
  });

  it('of two hosts that start the same recipe at once, one runs it: catches both writing to one run', async () => {
    const home = temporaryFolder();
    const long = { ...tinyRecipe, train: { ...tinyRecipe.train, epochs: 20 } };
    const endings = await Promise.all([startHost(home, long).ended, startHost(home, long).ended]);
    expect(endings.map(({ result, error }) => (result === undefined ? error?.code : 'done')).sort()).toEqual([
      'busy',
      'done',
    ]);
  });
});
