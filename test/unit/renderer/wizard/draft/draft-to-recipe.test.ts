import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecipe, type PruneRecipe, type Recipe } from '../../../../../src-shared/recipe.ts';
import { draftToRecipe } from '../../../../../src-renderer/wizard/draft/draft-to-recipe.ts';
import { emptyDraft } from '../../../../../src-renderer/wizard/draft/draft.ts';
import { recipeToDraft } from '../../../../../src-renderer/wizard/draft/recipe-to-draft.ts';

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const positive = fc.double({ min: 1e-6, max: 10, noNaN: true });
const count = fc.integer({ min: 100, max: 5000 });
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

const schedule = fc.oneof(
  fc.constant('cosine'),
  fc.constant('constant'),
  fc.record({ kind: fc.constant('step'), at: fc.array(share, { minLength: 1, maxLength: 3 }), factor: share }),
);
const limit = optional(fc.record({ train: optional(count), test: optional(count) }));
const dataset = fc.oneof(
  fc.record({ kind: fc.constant('cifar10'), path: fc.constant('/data/cifar'), limit }),
  fc.record({ kind: fc.constant('cifar100'), path: fc.constant('/data/c'), labels: fc.constantFrom('fine', 'coarse') }),
  fc.record({
    kind: fc.constant('image-folder'),
    path: fc.constant('/data/flowers'),
    size: fc.tuple(fc.integer({ min: 8, max: 64 }), fc.integer({ min: 8, max: 64 })),
    test: optional(fc.oneof(share, fc.constant('holdout'))),
    seed: fc.nat(),
    limit,
  }),
  fc.record({ kind: fc.constant('generated'), train: count, test: count, seed: fc.nat() }),
);
const network = fc.oneof(
  fc.record({ kind: fc.constant('vgg16'), width: share, weights: optional(fc.constant('/data/vgg.pth')) }),
  fc.record({ kind: fc.constant('onnx'), path: fc.constant('/data/net.onnx') }),
);
const size = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .map(([height, width]) => [32 * height, 32 * width]);
const detectionDataset = fc.oneof(
  fc.record({
    kind: fc.constant('visdrone'),
    path: fc.constant('/data/v'),
    size,
    train: optional(fc.constantFrom(['train'], ['train', 'test-dev'])),
    test: fc.constantFrom('val', 'train'),
    limit,
  }),
  fc.record({
    kind: fc.constant('coco'),
    path: fc.constant('/data/a.json'),
    images: optional(fc.constant('/data/i')),
    size,
    test: fc.oneof(share, fc.constant('/data/b.json')),
    testImages: optional(fc.constant('/data/j')),
    ignore: fc.subarray(['a', 'b']),
    seed: fc.nat(),
    limit,
  }),
  fc.record({
    kind: fc.constant('yolo'),
    path: fc.constant('/data/y'),
    names: optional(fc.constant('/data/y.names')),
    size,
    test: fc.oneof(share, fc.constant('val')),
    seed: fc.nat(),
    limit,
  }),
  fc.record({ kind: fc.constant('generated-scenes'), train: count, test: count, size, seed: fc.nat() }),
);
const anchorLength = fc.integer({ min: 1, max: 600 });
const weights = optional(fc.constant('/data/w.weights'));
const detector = fc.oneof(
  fc.record({
    kind: fc.constant('yolov3'),
    width: share,
    anchors: optional(fc.array(fc.tuple(anchorLength, anchorLength), { minLength: 9, maxLength: 9 })),
    weights,
  }),
  fc.record({
    kind: fc.constant('centernet'),
    width: share,
    headChannels: fc.integer({ min: 1, max: 256 }),
    weights,
  }),
  fc.record({ kind: fc.constant('darknet'), path: fc.constant('/data/y.cfg'), weights }),
);
const subject = fc.oneof(
  fc.record({ dataset, network, export: fc.subarray(['onnx', 'safetensors', 'tfjs']) }),
  fc.record({
    dataset: detectionDataset,
    network: detector,
    evaluate: optional(
      fc.record({
        protocol: fc.constantFrom('paper', 'visdrone', 'class-mean'),
        confidence: optional(share),
        nms: optional(share),
        maxDetections: optional(fc.integer({ min: 1, max: 9000 })),
      }),
    ),
    export: fc.subarray(['onnx', 'safetensors']),
  }),
);
const amount = fc.oneof(
  fc.record({ ratio: share }),
  fc.record({ target: fc.oneof(fc.record({ parameters: share }), fc.record({ macs: share })) }),
  fc.record({ layers: fc.dictionary(fc.constantFrom('conv1_1', 'conv2_1'), share) }),
);
const prune = fc
  .tuple(
    amount,
    fc.record({
      criterion: fc.constantFrom('l1', 'l2', 'geometric-median', 'bn-scale', 'random'),
      scope: fc.constantFrom('uniform', 'global'),
      exclude: fc.array(fc.constantFrom('conv1_1', 'conv5_3'), { maxLength: 2 }),
      minChannels: fc.integer({ min: 1, max: 16 }),
      minShare: optional(share),
      shortcut: optional(fc.constantFrom('union', 'intersection', 'first', 'skip', 'sketch', 'shared-sketch')),
      roundTo: fc.constantFrom<PruneRecipe['roundTo'][]>(1, 8, 'latency'),
      absorbBias: fc.boolean(),
    }),
  )
  .map(([how, rest]) => ({ ...rest, ...how }));
const refit = fc.record({ images: fc.integer({ min: 64, max: 4096 }), ridge: positive });
const compensate = fc.uniqueArray(
  fc.oneof(
    fc.record({
      method: fc.constant('sketch'),
      alpha: share,
      solver: fc.constantFrom('frequent-directions', 'fast-frequent-directions', 'liberty-2013', 'svd'),
      align: fc.constantFrom('none', 'procrustes'),
      scale: fc.constantFrom('none', 'kept', 'unit'),
      carry: fc.boolean(),
      refit: optional(refit),
    }),
    fc.constant({ method: 'merge' }),
    refit.map((settings) => ({ method: 'refit', ...settings })),
  ),
  { maxLength: 3, selector: (one) => JSON.stringify(one) },
);
const extras = {
  optimizer: optional(fc.constantFrom('sgd', 'adam')),
  warmupSteps: optional(fc.nat({ max: 1000 })),
  mosaic: optional(fc.boolean()),
  evaluateEvery: optional(fc.integer({ min: 1, max: 9 })),
  accumulate: optional(fc.constant(1)),
  recompute: optional(fc.boolean()),
};
const training = {
  batchSize: fc.integer({ min: 1, max: 512 }),
  learningRate: positive,
  momentum: share,
  weightDecay: positive,
  sparsity: positive,
  schedule,
  augment: fc.boolean(),
  ...extras,
};
const recipe = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 40 }),
    seed: fc.nat(),
    seeds: fc.integer({ min: 1, max: 5 }),
    device: fc.constantFrom('auto', 'cpu', 'webgpu', 'cuda', 'tensorflow'),
    subject,
    train: fc.record({ epochs: fc.integer({ min: 1, max: 200 }), ...training }),
    prune,
    recalibrate: fc.record({ images: fc.integer({ min: 64, max: 9000 }) }),
    compensate,
    finetune: optional(
      fc
        .tuple(
          fc.oneof(
            fc.record({ epochs: fc.integer({ min: 1, max: 9 }) }),
            fc.record({ steps: fc.integer({ min: 1, max: 9 }) }),
          ),
          fc.record({
            learningRate: positive,
            schedule,
            sparsity: positive,
            batchSize: optional(training.batchSize),
            momentum: optional(share),
            weightDecay: optional(positive),
            augment: optional(fc.boolean()),
            ...extras,
          }),
        )
        .map(([length, rest]) => ({ ...length, ...rest })),
    ),
    controls: fc.subarray(['uncompensated', 'random']),
  })
  .map(({ subject: about, ...rest }) => parseRecipe({ ...rest, ...about }));

/** As it leaves the page: keys without a value are not there. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function there(one: Recipe): Recipe | undefined {
  return draftToRecipe(recipeToDraft(one, 'a project'), 'unused');
}

describe('a recipe in the wizard', () => {
  it('comes out as it went in, with every key, those without a control too', () => {
    fc.assert(
      fc.property(recipe, (one) => {
        expect(asJson(there(one))).toEqual(asJson(one));
      }),
    );
  });

  it('is valid when it comes out, and means the same', () => {
    fc.assert(
      fc.property(recipe, (one) => {
        expect(asJson(parseRecipe(asJson(there(one))))).toEqual(asJson(one));
      }),
    );
  });

  it.each(readdirSync('resources/recipes').filter((file) => file.endsWith('.json')))(
    'of the preset %s comes out as it went in',
    (file) => {
      const preset = parseRecipe(JSON.parse(readFileSync(`resources/recipes/${file}`, 'utf8')));
      expect(asJson(there(preset))).toEqual(asJson(preset));
    },
  );
});

describe('draftToRecipe', () => {
  const demo = parseRecipe(JSON.parse(readFileSync('resources/demo.json', 'utf8')));

  it('has no recipe while the data set or the network is missing or has no place', () => {
    const draft = recipeToDraft(demo, undefined);
    expect(draftToRecipe(emptyDraft(undefined), 'name')).toBeUndefined();
    expect(draftToRecipe({ ...draft, dataset: undefined }, 'name')).toBeUndefined();
    expect(draftToRecipe({ ...draft, dataset: { kind: 'cifar10', path: '' } }, 'name')).toBeUndefined();
    expect(
      draftToRecipe(
        { ...draft, dataset: { kind: 'coco', path: '/a.json', size: [96, 96], test: '', ignore: [], seed: 1 } },
        'name',
      ),
    ).toBeUndefined();
    expect(draftToRecipe({ ...draft, network: { kind: 'onnx', path: '' } }, 'name')).toBeUndefined();
    expect(
      draftToRecipe({ ...draft, network: { kind: 'darknet', path: '/a.cfg', weights: '' } }, 'name'),
    ).toBeUndefined();
    expect(draftToRecipe({ ...draft, network: { kind: 'vgg16', width: 1, weights: '' } }, 'name')).toBeUndefined();
  });

  it('takes the given name only where the draft has none', () => {
    const draft = recipeToDraft(demo, undefined);
    expect(draftToRecipe(draft, 'other')?.name).toBe('demo');
    expect(draftToRecipe({ ...draft, name: undefined }, 'other')?.name).toBe('other');
  });

  it('gives what a new draft has been given as a recipe that the host takes', () => {
    const draft = {
      ...emptyDraft('p'),
      dataset: { kind: 'generated', train: 500, test: 200, seed: 1 },
      network: { kind: 'vgg16', width: 0.125 },
    } as const;
    expect(() => parseRecipe(asJson(draftToRecipe(draft, 'new')))).not.toThrow();
  });
});
