import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prepareRun } from '../../src-main/engine/prepare.ts';
import { estimateMemory } from '../../src-main/workbench/budget/estimate-memory.ts';
import { finetuneSettings } from '../../src-shared/training-settings.ts';
import { MEMORY_CASES, type MemoryCase } from './memory/cases.ts';
import type { Measurement } from './measurement.ts';

const MEBIBYTE = 2 ** 20;

/** What an estimate of memory says before a training beside the peak of a process that does it: a ratio of 1 is right, above it too careful. */
export async function benchMemory(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [index, one] of MEMORY_CASES.entries()) {
    const estimate = (await estimateOf(one)) / MEBIBYTE;
    const peak = measurePeak(index) / MEBIBYTE;
    const measured = {
      name: `memory of ${one.name}`,
      value: estimate,
      unit: 'MiB',
      peer: { name: 'measured', value: peak, ratio: estimate / peak },
    };
    measurements.push(
      { ...measured, goal: { of: 'ratio', kind: 'at least', bound: 0.8 } },
      { ...measured, goal: { of: 'ratio', kind: 'at most', bound: 1.25 } },
    );
  }
  return measurements;
}

async function estimateOf({ recipe }: MemoryCase): Promise<number> {
  const { network, dataset } = await prepareRun(recipe);
  return estimateMemory(network, finetuneSettings(recipe), dataset);
}

function measurePeak(index: number): number {
  const script = fileURLToPath(new URL('memory/train-case.ts', import.meta.url));
  return Number(execFileSync(process.execPath, [script, String(index)], { encoding: 'utf8' }));
}
