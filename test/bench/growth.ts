import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Graph } from '../../src-main/graph/graph.ts';
import { buildYolov3 } from '../../src-main/network/darknet/yolov3.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { benchStore } from './growth-store.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';
import { openStep } from './training-step.ts';

const STEPS = 5;
const STARTS = 5;

/** How a training step's time grows with what it computes. */
interface Growth {
  readonly what: string;
  readonly of: string;
  readonly sizes: readonly number[];
  readonly build: (size: number) => { readonly network: Graph; readonly batchSize: number };
  /** More than this power is more than the arithmetic grows by. */
  readonly most: number;
}

const GROWTHS: readonly Growth[] = [
  {
    what: 'width',
    of: 'VGG16, batch 16',
    sizes: [0.25, 0.375, 0.5, 0.75],
    build: (width) => ({ network: buildVgg16({ classes: 10, width, seed: 1 }), batchSize: 16 }),
    most: 2.2,
  },
  {
    what: 'batch',
    of: 'VGG16 ×0.25',
    sizes: [16, 32, 64, 128],
    build: (batchSize) => ({ network: buildVgg16({ classes: 10, width: 0.25, seed: 1 }), batchSize }),
    most: 1.1,
  },
  {
    what: 'side',
    of: 'YOLOv3 ×0.125, batch 1',
    sizes: [160, 224, 320, 448],
    build: (side) => ({
      network: buildYolov3({ classes: 10, width: 0.125, input: { height: side, width: side }, seed: 1 }),
      batchSize: 1,
    }),
    most: 2.2,
  },
];

/** How times grow with the size of what is asked for: training steps, the command line's start, a store with a thousand runs. */
export async function benchGrowth(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const growth of GROWTHS) measurements.push(...(await measureGrowth(growth)));
  return [...measurements, ...benchCommandLine(), ...benchStore()];
}

async function measureGrowth({ what, of, sizes, build, most }: Growth): Promise<Measurement[]> {
  const times: number[] = [];
  for (const size of sizes) {
    const { network, batchSize } = build(size);
    const { run, release } = await openStep(network, batchSize);
    await run();
    const steps: number[] = [];
    while (steps.length < STEPS) steps.push((await run()).milliseconds);
    times.push(median(steps));
    await release();
  }
  const steps = times.map((value, index) => ({ name: `step of ${of}, ${what} ${sizes[index]}`, value, unit: 'ms' }));
  const goal = { of: 'value', kind: 'at most', bound: most } as const;
  const exponent = { name: `step of ${of} grows with ${what}^x`, value: fitExponent(sizes, times), unit: '= x', goal };
  return [...steps, exponent];
}

/** The x of times ≈ c·size^x: the slope of least squares on logarithms. */
function fitExponent(sizes: readonly number[], times: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), times.map(Math.log)];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, index) => (value - meanX) * ((y[index] ?? 0) - meanY)));
  return covariance / mean(x.map((value) => (value - meanX) ** 2));
}

/** The built program where there is one, in a home of its own. */
function benchCommandLine(): Measurement[] {
  const built = fileURLToPath(new URL('../../out/src-main/cli/main.js', import.meta.url));
  const program = existsSync(built) ? built : fileURLToPath(new URL('../../src-main/cli/main.ts', import.meta.url));
  const home = mkdtempSync(join(tmpdir(), 'espalier-home-'));
  const start = (words: readonly string[]): number => {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, [program, ...words]);
    if (status !== 0) throw new Error(`espalier ${words.join(' ')} failed`);
    return performance.now() - started;
  };
  const measure = (words: readonly string[], bound: number): Measurement => ({
    name: `espalier ${words[0]}`,
    value: median(Array.from({ length: STARTS }, () => start(words))),
    unit: 'ms',
    goal: { of: 'value', kind: 'at most', bound },
  });
  try {
    return [measure(['--version'], 300), measure(['runs', '--home', home], 600)];
  } finally {
    rmSync(home, { recursive: true });
  }
}
