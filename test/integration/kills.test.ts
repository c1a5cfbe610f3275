import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createRandom, type Random } from '../../src-shared/random.ts';
import type { RunResult } from '../../src-shared/result.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lossesOf, outcome } from './run-outcome.ts';
import { startHost, type Ending } from './run-program.ts';
import { tinyRecipe } from './tiny-recipe.ts';

const KILLS = 20;
const seed = Number(process.env.ESPALIER_KILL_SEED ?? 1);

it.skipIf(process.platform === 'win32')(
  `a run killed ${KILLS} times at random moments (seed ${seed}) ends as an uninterrupted one, and leaves nothing behind`,
  { timeout: 600_000 },
  async () => {
    const whole = await startHost(temporaryFolder(), tinyRecipe).ended;
    const events = whole.events.length;
    const random = createRandom(seed, 'kills');
    let home = temporaryFolder();
    for (let kills = 0; kills < KILLS;) {
      const { result } = await runAndKill(home, random, Math.ceil(events / 3));
      if (result === undefined) {
        kills += 1;
      } else {
        // It was done before its kill: the rest of the kills goes to another run.
        expectSame(result, whole.result, home);
        home = temporaryFolder();
      }
    }
    const ending = await startHost(home, tinyRecipe).ended;
    expect(ending.error).toBeUndefined();
    expectSame(ending.result, whole.result, home);
  },
);

/** Runs the recipe, to be killed with all it has started a little after one of its first events. */
function runAndKill(home: string, random: Random, lastEvent: number): Promise<Ending> {
  const at = 1 + random.integer(lastEvent);
  const delay = random.integer(200);
  let seen = 0;
  return startHost(home, tinyRecipe, (_, program) => {
    seen += 1;
    if (seen !== at) return;
    setTimeout(() => {
      program.killGroup();
    }, delay);
  }).ended;
}

function expectSame(result: RunResult | undefined, wanted: RunResult | undefined, home: string): void {
  expect(outcome(result)).toEqual(outcome(wanted));
  expect(lossesOf(result)).toEqual(lossesOf(wanted));
  const left = readdirSync(join(home, 'stages')).filter((name) => /partial|checkpoints/.test(name));
  expect(left).toEqual([]);
  expect(readdirSync(join(home, 'runs'))).toHaveLength(1);
  const database = new Database(join(home, 'espalier.sqlite'), { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.prepare('SELECT state FROM runs').pluck().all()).toEqual(['done']);
  database.close();
}
