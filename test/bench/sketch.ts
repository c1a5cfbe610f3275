import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createRandom } from '../../src-shared/random.ts';
import type { Certificate } from '../../src-shared/result.ts';
import { createMatrixProducts } from '../../src-main/backend/onnxruntime/matrix-products.ts';
import { floatWeight } from '../../src-main/graph/graph.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { compensateLayer } from '../../src-main/sketch/compensate-layer.ts';
import { zeroMatrix, type DenseMatrix, type MatrixProducts } from '../../src-main/sketch/matrix.ts';
import type { Solver } from '../../src-main/sketch/sketch.ts';

const RATIO = 0.5;
const SOLVERS: readonly Solver[] = ['frequent-directions', 'fast-frequent-directions', 'liberty-2013', 'svd'];

const peerSchema = z.object({
  name: z.string(),
  seconds: z.number(),
  layers: z.array(z.object({ optimumError: z.number(), milliseconds: z.number() })),
});

export interface SketchBenchmark {
  readonly network: string;
  /** Share of every layer's filters that is removed. */
  readonly ratio: number;
  readonly solvers: readonly {
    readonly solver: Solver;
    /** All thirteen layers: sketch, alignment and certificate. */
    readonly seconds: number;
    readonly layers: readonly Certificate[];
  }[];
  /** One `numpy.linalg.svd` a layer, the optimum only: no sketch by rows, alignment or certificate. Null without numpy. */
  readonly peer: z.output<typeof peerSchema> | null;
}

interface BenchmarkLayer {
  readonly layer: string;
  readonly weights: Float32Array;
  readonly shape: readonly [number, number, number, number];
  readonly keptInputs: readonly number[];
  readonly keptOutputs: readonly number[];
}

/**
 * Measures how long it takes to sketch all convolutions of the full VGG16 to half their filters, and what is lost.
 * The weights are He's initialisation mixed half and half with directions of decaying strength, as training leaves them.
 */
export async function benchSketch(): Promise<SketchBenchmark> {
  const products = await createMatrixProducts();
  try {
    const layers = await makeLayers(products);
    const solvers: SketchBenchmark['solvers'][number][] = [];
    for (const solver of SOLVERS) {
      const start = performance.now();
      const certificates: Certificate[] = [];
      for (const layer of layers) {
        const options = { ...layer, solver, align: 'procrustes', scale: 'none' } as const;
        certificates.push((await compensateLayer(options, products)).certificate);
      }
      solvers.push({ solver, seconds: (performance.now() - start) / 1000, layers: certificates });
    }
    return { network: 'vgg16', ratio: RATIO, solvers, peer: await measurePeer(layers) };
  } finally {
    await products.release();
  }
}

async function makeLayers(products: MatrixProducts): Promise<BenchmarkLayer[]> {
  const network = buildVgg16({ classes: 10, width: 1, seed: 1 });
  const layers: BenchmarkLayer[] = [];
  let keptInputs: readonly number[] = [0, 1, 2];
  for (const node of network.nodes.filter(({ operator }) => operator === 'Conv')) {
    const { data, shape } = floatWeight(network, node.inputs[1] ?? '');
    const [filters = 0, channels = 0, height = 0, width = 0] = shape;
    const weights = await mixDirections(data, filters, products);
    const keptOutputs = largestFilters(weights, filters, Math.round(filters * (1 - RATIO)));
    layers.push({ layer: node.name, weights, shape: [filters, channels, height, width], keptInputs, keptOutputs });
    keptInputs = keptOutputs;
  }
  return layers;
}

/** Adds directions of decaying strength, as many as a quarter of the filters, of the same total energy. */
async function mixDirections(initial: Float32Array, filters: number, products: MatrixProducts): Promise<Float32Array> {
  const length = initial.length / filters;
  const rank = Math.ceil(filters / 4);
  const random = createRandom(1, 'bench', filters, length);
  const shares = normalMatrix(filters, rank, () => random.normal());
  for (let index = 0; index < shares.data.length; index++) {
    shares.data[index] = (shares.data[index] ?? 0) * Math.exp((-4 * (index % rank)) / rank);
  }
  const mixed = await products.multiply(
    shares,
    normalMatrix(rank, length, () => random.normal()),
  );
  const scale = Math.sqrt(sumOfSquares(initial) / sumOfSquares(mixed.data) / 2);
  return initial.map((weight, index) => Math.SQRT1_2 * weight + scale * (mixed.data[index] ?? 0));
}

function normalMatrix(rows: number, columns: number, draw: () => number): DenseMatrix {
  const matrix = zeroMatrix(rows, columns);
  for (let index = 0; index < matrix.data.length; index++) matrix.data[index] = draw();
  return matrix;
}

function sumOfSquares(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

/** The filters of largest L1 norm, in ascending order of index. */
function largestFilters(weights: Float32Array, filters: number, count: number): number[] {
  const length = weights.length / filters;
  const norms = Array.from({ length: filters }, (_, filter) =>
    weights.subarray(filter * length, (filter + 1) * length).reduce((sum, weight) => sum + Math.abs(weight), 0),
  );
  return [...norms.keys()]
    .sort((left, right) => (norms[right] ?? 0) - (norms[left] ?? 0))
    .slice(0, count)
    .sort((left, right) => left - right);
}

async function measurePeer(layers: readonly BenchmarkLayer[]): Promise<SketchBenchmark['peer']> {
  const python = '/usr/bin/python3';
  if (spawnSync(python, ['-c', 'import numpy']).status !== 0) return null;
  const folder = await mkdtemp(join(tmpdir(), 'espalier-bench-'));
  try {
    const given = [];
    for (const { layer, weights, shape, keptInputs, keptOutputs } of layers) {
      const path = join(folder, layer);
      await writeFile(path, weights);
      given.push({ path, shape, keptInputs, rows: keptOutputs.length });
    }
    const script = fileURLToPath(new URL('./sketch-peer.py', import.meta.url));
    const answer = spawnSync(python, [script], { input: JSON.stringify(given), encoding: 'utf8' });
    if (answer.status !== 0) throw new Error(`the numpy peer failed: ${answer.stderr}`);
    return peerSchema.parse(JSON.parse(answer.stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}
