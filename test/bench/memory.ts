import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { prepareRun } from '../../src-main/engine/prepare.ts';
import { estimateMemory } from '../../src-main/workbench/budget/estimate-memory.ts';
import { finetuneSettings } from '../../src-shared/training-settings.ts';
import { MEMORY_CASES, type MemoryCase } from './memory/cases.ts';
import type { Measurement } from './measurement.ts';

const MEBIBYTE = 2 ** 20;

const trainedSchema = z.object({ peakBytes: z.number(), trainingPeakBytes: z.number(), stepMilliseconds: z.number() });

type Trained = z.infer<typeof trainedSchema>;

/**
 * What an estimate of memory says before a training beside the peak of a process that does it: a ratio of 1 is right, above it too careful. And what it takes
 * to compute activations again beside keeping them.
 */
export async function benchMemory(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const trained = new Map<string, Trained>();
  for (const [index, one] of MEMORY_CASES.entries()) {
    const estimate = await estimateOf(one);
    const result = trainCase(index);
    trained.set(one.name, result);
    const measured = compare(`memory of ${one.name}`, 'MiB', estimate, result.peakBytes, 'measured');
    measurements.push(
      { ...measured, goal: { of: 'ratio', kind: 'at least', bound: 0.8 } },
      { ...measured, goal: { of: 'ratio', kind: 'at most', bound: 1.25 } },
    );
    const kept = trained.get(one.keeping ?? '');
    if (kept === undefined) continue;
    measurements.push(
      compare(
        `peak of ${one.name}, without evaluation`,
        'MiB',
        result.trainingPeakBytes,
        kept.trainingPeakBytes,
        'kept',
      ),
      compare(`processor time of a step of ${one.name}`, 'ms', result.stepMilliseconds, kept.stepMilliseconds, 'kept'),
    );
  }
  return measurements;
}

function compare(name: string, unit: 'MiB' | 'ms', value: number, other: number, peer: string): Measurement {
  const scale = unit === 'MiB' ? MEBIBYTE : 1;
  return { name, unit, value: value / scale, peer: { name: peer, value: other / scale, ratio: value / other } };
}

async function estimateOf({ recipe }: MemoryCase): Promise<number> {
  const { network, dataset } = await prepareRun(recipe);
  return estimateMemory(network, finetuneSettings(recipe), dataset);
}

function trainCase(index: number): Trained {
  const script = fileURLToPath(new URL('memory/train-case.ts', import.meta.url));
  return trainedSchema.parse(JSON.parse(execFileSync(process.execPath, [script, String(index)], { encoding: 'utf8' })));
}
