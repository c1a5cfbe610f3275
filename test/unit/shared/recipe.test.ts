import { describe, expect, it } from 'vitest';
import { recipeHash } from '../../../src-main/engine/recipe-hash.ts';
import { parseRecipe } from '../../../src-shared/recipe.ts';
import { finetuneSettings } from '../../../src-shared/training-settings.ts';

const smallest = { name: 'smallest', dataset: { kind: 'generated' }, network: { kind: 'vgg16' }, train: { epochs: 3 } };
const pruning = { ...smallest, prune: { criterion: 'l1', ratio: 0.5 } };

/** A recipe with every documented key, each away from its default. */
const complete = {
  name: 'complete',
  seed: 7,
  seeds: 3,
  device: 'cpu',
  dataset: { kind: 'cifar10', path: '/data/cifar-10-batches-bin', limit: { train: 10_000, test: 2000 } },
  network: { kind: 'vgg16', width: 0.25 },
  train: {
    epochs: 10,
    batchSize: 64,
    learningRate: 0.05,
    momentum: 0.8,
    weightDecay: 1e-4,
    schedule: { kind: 'step', at: [0.5, 0.75], factor: 0.2 },
    sparsity: 1e-4,
    augment: false,
  },
  prune: {
    criterion: 'bn-scale',
    scope: 'global',
    ratio: 0.6,
    exclude: ['conv1_1'],
    minChannels: 8,
    roundTo: 4,
    absorbBias: true,
  },
  recalibrate: { images: 1000 },
  compensate: [
    {
      method: 'sketch',
      alpha: 0.3,
      solver: 'svd',
      align: 'none',
      scale: 'kept',
      carry: true,
      refit: { images: 256, ridge: 0.1 },
    },
    { method: 'merge' },
    { method: 'refit', images: 1024, ridge: 0.001 },
  ],
  finetune: { epochs: 5, learningRate: 0.01, schedule: 'constant', sparsity: 1e-5, batchSize: 32, momentum: 0.7 },
  controls: [],
  export: ['onnx', 'safetensors'],
};

describe('parseRecipe', () => {
  it('needs no training where the network comes with its weights', () => {
    const network = { kind: 'vgg16', weights: 'vgg.pth' };
    expect(parseRecipe({ ...smallest, network, train: undefined }).network).toEqual({ ...network, width: 1 });
  });

  it('keeps every documented key as given: catches a key that is dropped or overwritten by its default', () => {
    expect(parseRecipe(complete)).toEqual(complete);
  });

  it('fills in the documented defaults: catches a default that moved', () => {
    expect(parseRecipe({ ...pruning, compensate: { method: 'sketch' }, finetune: { epochs: 1 } })).toEqual({
      name: 'smallest',
      seed: 1,
      seeds: 1,
      device: 'auto',
      dataset: { kind: 'generated', train: 4000, test: 1000, seed: 1 },
      network: { kind: 'vgg16', width: 1 },
      train: {
        epochs: 3,
        batchSize: 128,
        learningRate: 0.1,
        momentum: 0.9,
        weightDecay: 5e-4,
        schedule: 'cosine',
        sparsity: 0,
        augment: true,
      },
      prune: {
        criterion: 'l1',
        scope: 'uniform',
        ratio: 0.5,
        exclude: [],
        minChannels: 4,
        roundTo: 1,
        absorbBias: false,
      },
      recalibrate: { images: 4000 },
      compensate: [
        {
          method: 'sketch',
          alpha: 0.2,
          solver: 'frequent-directions',
          align: 'procrustes',
          scale: 'none',
          carry: false,
        },
      ],
      finetune: { epochs: 1, learningRate: 0.02, schedule: 'cosine', sparsity: 0 },
      controls: ['uncompensated'],
      export: ['onnx'],
    });
  });

  it.each([{ target: { parameters: 0.25 } }, { target: { macs: 0.5 } }, { layers: { conv1_1: 0.5 } }])(
    'takes %o in place of a ratio',
    (way) => {
      expect(parseRecipe({ ...smallest, prune: { criterion: 'l2', ...way } }).prune).toMatchObject(way);
    },
  );

  it('parses what it has parsed before to the same: catches a stored recipe that can not be read again', () => {
    for (const recipe of [smallest, pruning, complete]) {
      const parsed = parseRecipe(recipe);
      expect(parseRecipe(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    }
  });

  it('gives recipes that differ in the order of their keys the same hash: catches a run that is not found again', () => {
    const reversed = Object.fromEntries(Object.entries(complete).reverse());
    const train = Object.fromEntries(Object.entries(complete.train).reverse());
    expect(recipeHash(parseRecipe({ ...reversed, train }))).toBe(recipeHash(parseRecipe(complete)));
    expect(recipeHash(parseRecipe({ ...complete, seed: 8 }))).not.toBe(recipeHash(parseRecipe(complete)));
  });

  it('takes what saves memory from the training, and keeps the hash of a recipe without it', () => {
    const frugal = parseRecipe({
      ...smallest,
      train: { epochs: 1, batchSize: 32, accumulate: 4, recompute: true },
      finetune: { epochs: 1 },
    });
    expect(finetuneSettings(frugal)).toMatchObject({ accumulate: 4, recompute: true });
    expect(JSON.stringify(parseRecipe(complete))).not.toMatch(/accumulate|recompute/);
  });
});

describe('parseRecipe on the rounding of channels', () => {
  const old = {
    name: 'old',
    dataset: { kind: 'generated' },
    network: { kind: 'vgg16' },
    train: { epochs: 1 },
    prune: { criterion: 'l1', ratio: 0.5 },
  };

  it('takes latency in place of a number', () => {
    const { prune } = parseRecipe({ ...old, prune: { ...old.prune, roundTo: 'latency' } });
    expect(prune?.roundTo).toBe('latency');
  });

  it('gives recipes with a number the hash they always had: catches finished runs that are not found again', () => {
    expect(recipeHash(parseRecipe(old))).toBe('4514644e8bdc159f26313ef16933f0963b22bc6e9ea55d6cb575abc4edefebd9');
    expect(recipeHash(parseRecipe({ ...old, prune: { ...old.prune, roundTo: 8 } }))).toBe(
      '9adb6c2fb2ed4dcac03dc2ff8a33bff7a9bcf1f1d3f05e0768dea70f6c2d68a8',
    );
  });
});

describe('parseRecipe on data sets', () => {
  const datasetOf = (dataset: object): unknown => parseRecipe({ ...smallest, dataset }).dataset;

  it('takes both ways to write the image sizes of an image folder, and its own output again: catches a resumed run that is refused', () => {
    const folder = { kind: 'image-folder', path: 'x', size: [32, 32], seed: 1 };
    expect(datasetOf({ kind: 'image-folder', path: 'x' })).toEqual(folder);
    expect(datasetOf({ kind: 'image-folder', path: 'x', size: 48 })).toEqual({ ...folder, size: [48, 48] });
    expect(datasetOf({ ...folder, size: [24, 40], test: 'val' })).toEqual({ ...folder, size: [24, 40], test: 'val' });
    expect(datasetOf({ kind: 'cifar100', path: 'x' })).toEqual({ kind: 'cifar100', path: 'x', labels: 'fine' });
  });
});

describe('parseRecipe on a bad recipe', () => {
  const train = (changes: object): object => ({ ...smallest, train: { epochs: 1, ...changes } });
  const prune = (changes: object): object => ({ ...smallest, prune: { criterion: 'l1', ...changes } });
  const compensate = (changes: unknown): object => ({ ...pruning, compensate: changes });

  it.each<[unknown, string]>([
    [5, 'the whole must be an object, not 5'],
    [{ ...smallest, nmae: 'x' }, 'unknown key "nmae"'],
    [train({ lr: 0.1 }), 'unknown key "train.lr"'],
    [{ ...smallest, dataset: { kind: 'cifar10', path: 'x', limit: { tran: 1 } } }, 'unknown key "dataset.limit.tran"'],
    [{ ...smallest, name: undefined }, '"name" is missing'],
    [{ ...smallest, name: '' }, '"name" must have a length of at least 1'],
    [{ ...smallest, seed: -1 }, '"seed" must be at least 0, not -1'],
    [{ ...smallest, device: 'gpu' }, '"device" must be "auto", "cpu", "webgpu", "cuda" or "tensorflow", not "gpu"'],
    [
      { ...smallest, dataset: { kind: 'cifar11' } },
      '"dataset.kind" must be "cifar10", "cifar100", "image-folder", "visdrone", "coco", "yolo", "generated-scenes" or "generated", not "cifar11"',
    ],
    [
      { ...smallest, dataset: { path: 'x' } },
      '"dataset.kind" is missing; it must be "cifar10", "cifar100", "image-folder", "visdrone", "coco", "yolo", "generated-scenes" or "generated"',
    ],
    [{ ...smallest, dataset: { kind: 'cifar10' } }, '"dataset.path" is missing'],
    [
      { ...smallest, dataset: { kind: 'cifar100', path: 'x', labels: 'both' } },
      '"dataset.labels" must be "fine" or "coarse", not "both"',
    ],
    [
      { ...smallest, dataset: { kind: 'image-folder', path: 'x', size: 4 } },
      '"dataset.size": give one side such as 32, or [height, width], each of 8 to 1024',
    ],
    [
      { ...smallest, dataset: { kind: 'image-folder', path: 'x', size: '32' } },
      '"dataset.size": give one side such as 32',
    ],
    [{ ...smallest, dataset: { kind: 'image-folder', path: 'x', test: 1 } }, '"dataset.test" must be below 1, not 1'],
    [{ ...smallest, network: { kind: 'vgg16', width: 0 } }, '"network.width" must be above 0, not 0'],
    [{ ...smallest, train: undefined }, '"train" is needed'],
    [train({ epochs: 1.5 }), '"train.epochs" must be a whole number, not 1.5'],
    [train({ epochs: '3' }), '"train.epochs" must be a number, not "3"'],
    [
      train({ batchSize: 32, accumulate: 5 }),
      '"train": "batchSize" 32 can\'t be done in 5 equal parts, as "accumulate" says',
    ],
    [
      { ...train({ batchSize: 32, accumulate: 4 }), finetune: { epochs: 1, batchSize: 6 } },
      '"finetune": "batchSize" 6 can\'t be done in 4 equal parts',
    ],
    [train({ momentum: 1 }), '"train.momentum" must be below 1, not 1'],
    [train({ schedule: 'cosin' }), '"train.schedule": give "constant", "cosine" or a step schedule such as'],
    [train({ schedule: { kind: 'step', at: [0.5, 2] } }), '"train.schedule.at.1" must be below 1, not 2'],
    [train({ schedule: { kind: 'step' } }), '"train.schedule.at" is missing'],
    [prune({ ratio: 1.2 }), '"prune.ratio" must be below 1, not 1.2'],
    [prune({ ratio: 0.5, criterion: 'l3' }), '"prune.criterion" must be "l1", "l2", "geometric-median"'],
    [prune({}), '"prune": give exactly one of "ratio", "target" and "layers"'],
    [prune({ ratio: 0.5, layers: {} }), '"prune": give exactly one of'],
    [prune({ target: { flops: 0.5 } }), '"prune.target": give the share to keep, as {"parameters": 0.25}'],
    [prune({ ratio: 0.5, roundTo: 'speed' }), '"prune.roundTo": give a whole number from 1 on, or "latency"'],
    [prune({ ratio: 0.5, roundTo: 0 }), '"prune.roundTo" must be above 0, not 0'],
    [prune({ target: { macs: 5 } }), '"prune.target.macs" must be below 1, not 5'],
    [prune({ layers: { conv1_1: 1 } }), '"prune.layers.conv1_1" must be below 1, not 1'],
    [compensate({ method: 'sketch', alpha: -1 }), '"compensate.alpha" must be at least 0, not -1'],
    [compensate([{ method: 'sketch', alpha: -1 }]), '"compensate.0.alpha" must be at least 0, not -1'],
    [compensate({ method: 'sketch', alpah: 0.2 }), 'unknown key "compensate.alpah"'],
    [compensate('sketch'), '"compensate": give an object such as {"method": "sketch"}, or a list of them'],
    [compensate([{ method: 'sketch' }, { method: 'sketch', alpha: 0.2 }]), 'the same compensation twice'],
    [{ ...smallest, compensate: { method: 'sketch' } }, '"compensate" needs "prune"'],
    [{ ...smallest, recalibrate: { images: 3 } }, '"recalibrate.images" must be at least 64, not 3'],
    [{ ...smallest, finetune: {} }, 'exactly one of "epochs" and "steps"'],
    [{ ...smallest, finetune: { epochs: 1, steps: 10 } }, 'exactly one of "epochs" and "steps"'],
    [{ ...smallest, finetune: { epochs: -1 } }, '"finetune.epochs" must be at least 0, not -1'],
    [{ ...smallest, controls: ['none'] }, '"controls.0" must be "uncompensated", "random" or "scratch", not "none"'],
    [{ ...smallest, controls: ['random'] }, '"controls" random needs "prune"'],
    [{ ...pruning, controls: ['scratch'] }, 'scratch is trained as "finetune" says, so it needs "finetune"'],
    [{ ...pruning, controls: ['scratch'], finetune: { epochs: 0 } }, 'needs "finetune" with at least 1 epoch or step'],
    [{ ...smallest, seeds: 0 }, '"seeds" must be above 0, not 0'],
    [{ ...smallest, seeds: 21 }, '"seeds" must be at most 20, not 21'],
    [{ ...smallest, seed: 4294967295, seeds: 2 }, 'goes beyond the largest seed, 4294967295'],
    [{ ...smallest, export: 'onnx' }, '"export" must be a list, not "onnx"'],
    [{ ...smallest, export: ['pt'] }, '"export.0" must be "onnx", "safetensors", "tfjs" or "darknet", not "pt"'],
  ])('%j: says %s', (recipe, message) => {
    expect(() => parseRecipe(recipe)).toThrow(expect.objectContaining({ code: 'bad-recipe' }));
    expect(() => parseRecipe(recipe)).toThrow(message);
  });

  it('names all problems at once: catches an error a try', () => {
    const recipe = { ...smallest, seed: -1, device: 'gpu', extra: 1 };
    expect(() => parseRecipe(recipe)).toThrow(/"seed".*; "device".*; unknown key "extra"/);
  });
});

describe('finetuneSettings', () => {
  it('takes what fine-tuning leaves out from training, but not its rate, schedule and sparsity', () => {
    const recipe = parseRecipe({
      ...pruning,
      train: {
        epochs: 9,
        batchSize: 32,
        learningRate: 0.3,
        momentum: 0.5,
        weightDecay: 0,
        sparsity: 1,
        augment: false,
      },
      finetune: { epochs: 2, weightDecay: 1e-3 },
    });
    expect(finetuneSettings(recipe)).toEqual({
      epochs: 2,
      batchSize: 32,
      learningRate: 0.02,
      momentum: 0.5,
      weightDecay: 1e-3,
      schedule: 'cosine',
      sparsity: 0,
      augment: false,
    });
  });

  it('is undefined without fine-tuning or with no epoch of it: catches a stage of no steps', () => {
    expect(finetuneSettings(parseRecipe(pruning))).toBeUndefined();
    expect(finetuneSettings(parseRecipe({ ...pruning, finetune: { epochs: 0 } }))).toBeUndefined();
    expect(finetuneSettings(parseRecipe({ ...pruning, finetune: { steps: 100 } }))).toMatchObject({ steps: 100 });
  });
});
