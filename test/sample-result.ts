import { parseRecipe, type Recipe } from '../src-shared/recipe.ts';
import type { Certificate, EpochMetrics, RunResult, VariantResult } from '../src-shared/result.ts';

export const sampleRecipe: Recipe = parseRecipe({
  name: 'vgg16 quarter <sample>',
  seed: 1,
  dataset: { kind: 'generated', train: 4000, test: 2000 },
  network: { kind: 'vgg16', width: 0.25 },
  train: { epochs: 2, sparsity: 1e-4 },
  prune: { criterion: 'bn-scale', scope: 'global', ratio: 0.6 },
  compensate: { method: 'sketch', alpha: 0.2 },
  finetune: { epochs: 2 },
  export: ['onnx', 'safetensors'],
});

export function sampleVariant(name: string, changes: Partial<VariantResult> = {}): VariantResult {
  const variant = {
    name,
    parameters: 200_000,
    macs: 8_000_000,
    fileBytes: 801_000,
    accuracyBefore: 0.3,
    accuracy: 0.85,
    loss: 0.5,
    latency: [
      { batchSize: 1, medianMilliseconds: 1.5, p90Milliseconds: 1.9, runs: 30 },
      { batchSize: 64, medianMilliseconds: 40, p90Milliseconds: 44, runs: 20 },
    ],
    certificates: [],
    detection: null,
    files: [{ format: 'onnx', path: `/runs/1/${name}.onnx`, bytes: 801_000, sha256: 'ab'.repeat(32) } as const],
    ...changes,
  };
  const { parameters, macs, accuracyBefore, accuracy, loss } = variant;
  return { seeds: [{ seed: 1, parameters, macs, accuracyBefore, accuracy, loss }], ...variant };
}

export function sampleEpoch(changes: Partial<EpochMetrics> = {}): EpochMetrics {
  return {
    stage: 'train',
    variant: 'base',
    seed: 1,
    epoch: 1,
    epochs: 2,
    learningRate: 0.1,
    trainLoss: 1.9,
    trainAccuracy: 0.3,
    testLoss: 1.7,
    testAccuracy: 0.4,
    seconds: 12.5,
    dataWaitMilliseconds: 3,
    ...changes,
  };
}

export function sampleCertificate(layer: string, changes: Partial<Certificate> = {}): Certificate {
  return {
    layer,
    solver: 'frequent-directions',
    align: 'procrustes',
    originalFilters: 64,
    keptFilters: 32,
    filterLength: 144,
    relativeError: 0.021,
    bound: 0.031,
    keptError: 0.08,
    optimumError: 0.012,
    zeroRows: 1,
    shrinks: 2,
    milliseconds: 14,
    ...changes,
  };
}

/** A plausible result of a run: base, pruned and one compensated variant, with everything a report shows. */
export function sampleResult(changes: Partial<RunResult> = {}): RunResult {
  const tuned = ['pruned', 'sketch-procrustes'].flatMap((variant) => [
    sampleEpoch({ stage: 'finetune', variant, epoch: 1, testAccuracy: 0.8, testLoss: 0.7 }),
    sampleEpoch({ stage: 'finetune', variant, epoch: 2, testAccuracy: 0.85, testLoss: 0.5 }),
  ]);
  return {
    runId: 'a1b2c3d4',
    name: sampleRecipe.name,
    recipe: sampleRecipe,
    recipeHash: 'cd'.repeat(32),
    environment: {
      application: 'Espalier 0.1.0',
      platform: 'linux x64',
      processor: 'Sample CPU @ 2.0 GHz',
      threads: 2,
      memoryBytes: 8 * 2 ** 30,
      device: 'cpu',
      engine: 'onnxruntime 1.30.0',
      node: '24.21.0',
    },
    dataset: { name: 'generated', hash: 'ef'.repeat(32), train: 4000, test: 2000, classes: ['zero', 'one', 'two'] },
    measure: { kind: 'accuracy' },
    initialNetworkHash: '01'.repeat(32),
    plan: [
      { layer: 'conv1_1', originalChannels: 16, keep: [0, 1, 2, 3, 5, 8] },
      { layer: 'conv1_2', originalChannels: 16, keep: [1, 2, 3, 4], note: 'kept at the minimum of 4 channels' },
    ],
    maskedDifference: 2.4e-6,
    variants: [
      sampleVariant('base', {
        parameters: 925_000,
        macs: 20_000_000,
        fileBytes: 3_702_000,
        accuracyBefore: 0.9,
        accuracy: 0.9,
        latency: [
          { batchSize: 1, medianMilliseconds: 3, p90Milliseconds: 3.5, runs: 30 },
          { batchSize: 64, medianMilliseconds: 100, p90Milliseconds: 110, runs: 20 },
        ],
      }),
      sampleVariant('pruned', { accuracy: 0.854 }),
      sampleVariant('sketch-procrustes', {
        accuracyBefore: 0.42,
        accuracy: 0.85,
        certificates: [
          sampleCertificate('conv1_1'),
          sampleCertificate('conv1_2', { relativeError: 0.05, bound: 0.09 }),
        ],
      }),
    ],
    layerLatency: [
      { layer: 'conv1_1', macsBefore: 442_368, macsAfter: 387_072, millisecondsBefore: 0.05, millisecondsAfter: 0.05 },
      {
        layer: 'conv1_2',
        macsBefore: 2_359_296,
        macsAfter: 1_806_336,
        millisecondsBefore: 0.1,
        millisecondsAfter: 0.08,
      },
    ],
    epochs: [sampleEpoch(), sampleEpoch({ epoch: 2, testAccuracy: 0.9, testLoss: 0.4 }), ...tuned],
    notes: ['conv1_2 would have lost all its channels and keeps 4'],
    seconds: 312.4,
    ...changes,
  };
}
