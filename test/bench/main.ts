import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { LARGE_PAGES } from '../../src-main/host/engine/large-pages.ts';
import { benchData } from './data.ts';
import { benchGrowth } from './growth.ts';
import { benchInference } from './inference.ts';
import { describeMeasurements, type Measurement } from './measurement.ts';
import { benchMemory } from './memory.ts';
import { findSlower } from './recorded-ratios.ts';
import { benchSketch } from './sketch.ts';
import { benchStart } from './start.ts';
import { benchTrainingStep } from './training-step.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  'training-step': benchTrainingStep,
  inference: benchInference,
  sketch: benchSketch,
  data: benchData,
  memory: benchMemory,
  growth: benchGrowth,
  start: benchStart,
};
const REPORT = 'bench.json';
/** A machine that does something else for a while spoils a measurement, not three. */
const TRIES = 3;

/**
 * `npm run bench [-- NAME…]`: side-by-side benchmarks, all of them where none is named; prints a table and writes bench.json.
 * With `--check` it fails where a ratio to the peer is above the recorded one, three times in a row.
 */
const words = process.argv.slice(2);
const named = words.filter((word) => !word.startsWith('--'));
const chosen = named.length > 0 ? named : Object.keys(BENCHMARKS);
const unknown = chosen.filter((name) => BENCHMARKS[name] === undefined);
const lacksLargePages = Object.keys(LARGE_PAGES).some((name) => process.env[name] === undefined);
if (lacksLargePages) {
  // As engines are started.
  const env = { ...process.env, ...LARGE_PAGES };
  process.exitCode = spawnSync(process.execPath, process.argv.slice(1), { env, stdio: 'inherit' }).status ?? 1;
} else if (unknown.length > 0) {
  console.error(`bench: there is no ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exitCode = 2;
} else {
  const results: Record<string, readonly Measurement[]> = {};
  for (const name of chosen) results[name] = await measure(name, words.includes('--check') ? TRIES : 1);
  const machine = { processor: cpus()[0]?.model, threads: availableParallelism(), date: new Date().toISOString() };
  writeFileSync(REPORT, JSON.stringify({ machine, results }, null, 2));
  console.log(`written to ${REPORT}`);
}

async function measure(name: string, tries: number): Promise<readonly Measurement[]> {
  for (let left = tries; ; left--) {
    const measurements = (await BENCHMARKS[name]?.()) ?? [];
    console.log(`\n${name}\n${describeMeasurements(measurements)}`);
    if (tries === 1) return measurements;
    const slower = findSlower(measurements);
    if (slower.length === 0) return measurements;
    console.error(`slower than recorded:\n${slower.join('\n')}`);
    if (left > 1) continue;
    process.exitCode = 1;
    return measurements;
  }
}
