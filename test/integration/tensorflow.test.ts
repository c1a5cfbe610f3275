import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { encodeOnnx } from '../../src-main/graph/onnx-writer.ts';
import { buildSmallNetwork } from '../small-network.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startHost } from './run-program.ts';

/** A network small enough for TensorFlow.js's kernels in JavaScript, in a recipe that has every stage. */
function smallRecipe(folder: string, device: string): object {
  const path = join(folder, 'small.onnx');
  const layer = { kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
  const layers = [
    { ...layer, channels: 4 },
    { ...layer, channels: 4, pool: 'AveragePool' as const },
  ];
  writeFileSync(path, encodeOnnx(buildSmallNetwork({ layers, side: 32, classes: 10, transposed: true, seed: 1 })));
  return {
    name: 'small',
    device,
    dataset: { kind: 'generated', train: 100, test: 100 },
    network: { kind: 'onnx', path },
    train: { epochs: 1, batchSize: 25, learningRate: 0.01, augment: false },
    prune: { criterion: 'l2', ratio: 0.5, minChannels: 2 },
    recalibrate: { images: 100 },
    compensate: { method: 'sketch' },
    finetune: { epochs: 1, learningRate: 0.01 },
    export: ['onnx', 'tfjs'],
  };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

it('runs a recipe on TensorFlow.js as on ONNX Runtime', async () => {
  // Would catch a stage that knows one engine only, a batch that the other one can't read, and a path that lost its files.
  vi.stubEnv('ESPALIER_TENSORFLOW', 'javascript');
  const folder = temporaryFolder();
  const found = await startHost(join(folder, 'a'), smallRecipe(folder, 'tensorflow')).ended;
  const expected = await startHost(join(folder, 'b'), smallRecipe(folder, 'cpu')).ended;
  expect([found.error, expected.error]).toEqual([undefined, undefined]);
  expect(found.result?.environment).toMatchObject({
    device: 'tensorflow',
    engine: expect.stringMatching(/^TensorFlow\.js .* in JavaScript$/),
  });
  expect(found.result?.epochs.map(({ stage, variant }) => [stage, variant])).toEqual(
    expected.result?.epochs.map(({ stage, variant }) => [stage, variant]),
  );
  const losses = (ending: typeof found): number[] => ending.result?.epochs.map(({ trainLoss }) => trainLoss) ?? [];
  losses(found).forEach((loss, index) => {
    expect(Math.abs(loss / (losses(expected)[index] ?? 0) - 1)).toBeLessThan(1e-3);
  });
  const files = found.result?.variants.flatMap((variant) => variant.files) ?? [];
  expect(files.map(({ format }) => format)).toEqual(['onnx', 'tfjs', 'onnx', 'tfjs', 'onnx', 'tfjs']);
  expect(files.every(({ path }) => existsSync(path))).toBe(true);
});

it('stops before anything is written where TensorFlow.js has no native library', async ({ skip }) => {
  // Would catch a run that falls back to the slow kernels without a word.
  vi.stubEnv('ESPALIER_TENSORFLOW', 'native');
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const { error, result } = await startHost(home, smallRecipe(folder, 'tensorflow')).ended;
  if (result !== undefined) return skip('the native library is installed');
  expect(error?.code).toBe('device-unavailable');
  expect(error?.message).toMatch(/@tensorflow\/tfjs-node-gpu .* ESPALIER_TENSORFLOW=javascript/);
  expect(existsSync(home)).toBe(false);
});
