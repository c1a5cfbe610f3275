import { describe, expect, it } from 'vitest';
import { openStageStore } from '../../../src-main/engine/stage-store.ts';
import { evaluateAccuracy } from '../../../src-main/evaluation/accuracy.ts';
import { floatWeight, type Graph } from '../../../src-main/graph/graph.ts';
import { decodeOnnx } from '../../../src-main/graph/onnx-reader.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import {
  train,
  type EpochSummary,
  type TrainingOptions,
  type TrainingPosition,
  type TrainingProgress,
} from '../../../src-main/training/train.ts';
import type { TrainingSettings } from '../../../src-shared/recipe.ts';
import { buildSmallNetwork } from '../../small-network.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { openTinyDataset } from '../../tiny-dataset.ts';

const settings: TrainingSettings = {
  epochs: 4,
  batchSize: 16,
  learningRate: 0.05,
  momentum: 0.9,
  weightDecay: 5e-4,
  schedule: 'cosine',
  sparsity: 0,
  augment: false,
};

/** Two convolutions with batch normalisation on 8×8 images of two classes; attributes as they are once read from a file. */
function smallNetwork(): Graph {
  const layer = { channels: 6, kernel: 3, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
  return buildSmallNetwork({ layers: [layer, layer], side: 8, classes: 2, transposed: true, seed: 1 });
}

function startOf(network: Graph): TrainingPosition {
  return { epoch: 0, network, momenta: new Map() };
}

interface Watch {
  readonly settings?: TrainingSettings;
  readonly onEpoch?: TrainingOptions['onEpoch'];
  readonly onProgress?: TrainingOptions['onProgress'];
  readonly midway?: NonNullable<TrainingOptions['midway']>;
  readonly signal?: AbortSignal;
}

/** The same with a listener to every training step. */
function countRuns(data: ReturnType<typeof openTinyDataset>, onRun: () => unknown): ReturnType<typeof openTinyDataset> {
  const { backend } = data;
  return {
    ...data,
    backend: {
      ...backend,
      async loadStep(graph, state) {
        const executable = await backend.loadStep(graph, state);
        return {
          ...executable,
          runsAtOnce: 1,
          run(count, inputsOf) {
            onRun();
            return executable.run(count, inputsOf);
          },
        };
      },
    },
  };
}

function optionsFor({ dataset, loader, backend }: ReturnType<typeof openTinyDataset>, watch: Watch): TrainingOptions {
  return {
    backend,
    loader,
    images: dataset.train.count,
    settings,
    seed: 3,
    onProgress: () => undefined,
    onEpoch: () => Promise.resolve(),
    signal: new AbortController().signal,
    ...watch,
  };
}

describe('train', () => {
  it('stops after so many steps where its length is given in steps: catches a last epoch that runs on', async () => {
    const data = openTinyDataset();
    const { batchSize, learningRate, momentum, weightDecay, schedule, sparsity } = settings;
    const summaries: EpochSummary[] = [];
    const totals: [number, number][] = [];
    // 96 images in batches of 16: an epoch has 6 steps.
    await train(
      startOf(smallNetwork()),
      optionsFor(data, {
        settings: { steps: 8, batchSize, learningRate, momentum, weightDecay, schedule, sparsity, augment: true },
        onEpoch: (summary) => Promise.resolve(void summaries.push(summary)),
        onProgress: ({ done, total }) => totals.push([done, total]),
      }),
    );
    expect(summaries.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(summaries.map(({ steps }) => steps)).toEqual([undefined, 2]);
    expect(totals.at(-1)).toEqual([8, 8]);
    expect(summaries.at(-1)?.learningRate).toBeGreaterThan(0);
    expect(summaries.at(-1)?.learningRate).toBeLessThan(0.1 * settings.learningRate);
  });

  it('learns: from chance to nearly all of a test set it has not seen', async () => {
    const data = openTinyDataset();
    const summaries: EpochSummary[] = [];
    const done: number[] = [];
    const network = await train(
      startOf(smallNetwork()),
      optionsFor(data, {
        onEpoch: (summary) => Promise.resolve(void summaries.push(summary)),
        onProgress: (progress) => done.push(progress.done),
      }),
    );
    const before = await evaluateAccuracy(smallNetwork(), data.backend, data.loader);
    const after = await evaluateAccuracy(network, data.backend, data.loader);
    expect(before.accuracy).toBeLessThan(0.75);
    expect(after.accuracy).toBeGreaterThan(0.95);
    expect(after.loss).toBeLessThan(before.loss / 2);
    expect(summaries.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(summaries[3]?.loss).toBeLessThan(summaries[0]?.loss ?? 0);
    expect(done.at(-1)).toBe(4 * 6);
  });

  it('goes on from a checkpoint on the disk as if it had never stopped, bit for bit', async () => {
    const data = openTinyDataset();
    const home = temporaryFolder();
    const uninterrupted = await train(
      startOf(smallNetwork()),
      optionsFor(data, { settings: { ...settings, augment: true } }),
    );
    await train(
      startOf(smallNetwork()),
      optionsFor(data, {
        settings: { ...settings, augment: true },
        async onEpoch(summary, position) {
          if (summary.epoch === 2) await openStageStore(home).saveCheckpoint('stage', { position, epochs: [] });
        },
      }),
    );
    const checkpoint = await openStageStore(home).findCheckpoint('stage');
    if (checkpoint === undefined) throw new Error('the checkpoint is not found');
    expect(checkpoint.position.epoch).toBe(2);
    const epochs: number[] = [];
    const resumed = await train(
      checkpoint.position,
      optionsFor(data, {
        settings: { ...settings, augment: true },
        onEpoch: ({ epoch }) => Promise.resolve(void epochs.push(epoch)),
      }),
    );
    expect(epochs).toEqual([3, 4]);
    expect(encodeOnnx(resumed)).toEqual(encodeOnnx(uninterrupted));
  });

  it('goes on inside an epoch as if it had never stopped, bit for bit, its sums included', async () => {
    const data = openTinyDataset();
    const augmented = { ...settings, augment: true };
    const whole: EpochSummary[] = [];
    const uninterrupted = await train(
      startOf(smallNetwork()),
      optionsFor(data, { settings: augmented, onEpoch: (summary) => Promise.resolve(void whole.push(summary)) }),
    );
    const stages = openStageStore(temporaryFolder());
    const stopped = train(
      startOf(smallNetwork()),
      optionsFor(data, {
        settings: augmented,
        midway: {
          everyMilliseconds: 0,
          async save(position) {
            await stages.saveCheckpoint('stage', { position, epochs: [] });
            if (position.epoch === 1 && position.begun?.steps === 4) throw new Error('cut off');
          },
        },
      }),
    );
    await expect(stopped).rejects.toThrow('cut off');
    const checkpoint = await stages.findCheckpoint('stage');
    if (checkpoint === undefined) throw new Error('the checkpoint is not found');
    expect(checkpoint.position).toMatchObject({ epoch: 1, begun: { steps: 4 } });
    const rest: EpochSummary[] = [];
    const resumed = await train(
      checkpoint.position,
      optionsFor(data, { settings: augmented, onEpoch: (summary) => Promise.resolve(void rest.push(summary)) }),
    );
    expect(encodeOnnx(resumed)).toEqual(encodeOnnx(uninterrupted));
    const measured = ({ epoch, loss, accuracy, learningRate }: EpochSummary) => [epoch, loss, accuracy, learningRate];
    expect(rest.map(measured)).toEqual(whole.slice(1).map(measured));
  });

  it('computes the same for a network before it is written and after it is read: catches attributes rounded only in the file', async () => {
    const data = openTinyDataset();
    const fresh = smallNetwork();
    const read = decodeOnnx(encodeOnnx(fresh), 'memory');
    const results = [
      await train(startOf(fresh), optionsFor(data, {})),
      await train(startOf(read), optionsFor(data, {})),
    ];
    expect(results[0]?.weights).toEqual(results[1]?.weights);
  });

  it('with sparsity drives batch normalisation scales towards zero', async () => {
    const data = openTinyDataset();
    const sizeOfScales = async (sparsity: number): Promise<number> => {
      const network = await train(startOf(smallNetwork()), optionsFor(data, { settings: { ...settings, sparsity } }));
      return floatWeight(network, 'conv1.bn.scale').data.reduce((sum, value) => sum + Math.abs(value), 0);
    };
    expect(await sizeOfScales(0.05)).toBeLessThan(0.8 * (await sizeOfScales(0)));
  });

  it('that diverges says at which step and what to change', async () => {
    const data = openTinyDataset();
    const training = train(
      startOf(smallNetwork()),
      optionsFor(data, { settings: { ...settings, learningRate: 1e30 } }),
    );
    await expect(training).rejects.toMatchObject({ code: 'diverged' });
    await expect(training).rejects.toThrow(/step \d+ \(epoch 1\); try a lower "learningRate"/);
  });

  it('stops at the next step when told to', async () => {
    const data = openTinyDataset();
    const abort = new AbortController();
    const epochs: number[] = [];
    const training = train(
      startOf(smallNetwork()),
      optionsFor(data, {
        signal: abort.signal,
        onEpoch: ({ epoch }) => Promise.resolve(void epochs.push(epoch)),
        onProgress: ({ done }) => {
          if (done >= 6) abort.abort();
        },
      }),
    );
    await expect(training).rejects.toMatchObject({ code: 'interrupted' });
    expect(epochs).toEqual([1]);
  });

  it('told to stop inside an epoch saves that very step, and goes on from it bit for bit: catches steps done twice, or otherwise where several are done at once', async () => {
    const data = openTinyDataset();
    const augmented = { ...settings, augment: true };
    const losses: number[] = [];
    const watch = (into: number[]) => (progress: TrainingProgress) => {
      expect(into).toHaveLength(progress.done - progress.losses.length);
      into.push(...progress.losses);
    };
    const uninterrupted = await train(
      startOf(smallNetwork()),
      optionsFor(data, { settings: augmented, onProgress: watch(losses) }),
    );
    expect(losses).toHaveLength(4 * 6);
    const abort = new AbortController();
    const saved: TrainingPosition[] = [];
    const seen: number[] = [];
    let steps = 0;
    const stopped = train(
      startOf(smallNetwork()),
      optionsFor(
        countRuns(data, () => ++steps === 9 && abort.abort()),
        {
          settings: augmented,
          signal: abort.signal,
          onProgress: watch(seen),
          midway: { everyMilliseconds: 1e9, save: (position) => Promise.resolve(void saved.push(position)) },
        },
      ),
    );
    await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
    expect(saved).toMatchObject([{ epoch: 1, begun: { steps: 3 } }]);
    const [position] = saved;
    if (position === undefined) throw new Error('nothing was saved');
    const resumed = await train(position, optionsFor(data, { settings: augmented, onProgress: watch(seen) }));
    expect(encodeOnnx(resumed)).toEqual(encodeOnnx(uninterrupted));
    expect(seen).toEqual(losses);
  });

  it('in parts goes on inside an epoch as if it had never stopped, bit for bit, and counts updates: catches batches of other images', async () => {
    const data = openTinyDataset();
    const inParts = { ...settings, epochs: 2, augment: true, accumulate: 4, optimizer: 'adam' } as const;
    const losses: number[] = [];
    const summaries: EpochSummary[] = [];
    const uninterrupted = await train(
      startOf(smallNetwork()),
      optionsFor(data, {
        settings: inParts,
        onProgress: (progress) => losses.push(...progress.losses),
        onEpoch: (summary) => Promise.resolve(void summaries.push(summary)),
      }),
    );
    expect(losses).toHaveLength(2 * 6);
    expect(summaries.at(-1)?.accuracy).toBeGreaterThan(0.6);
    const stages = openStageStore(temporaryFolder());
    const stopped = train(
      startOf(smallNetwork()),
      optionsFor(data, {
        settings: inParts,
        midway: {
          everyMilliseconds: 0,
          async save(position) {
            await stages.saveCheckpoint('stage', { position, epochs: [] });
            if (position.epoch === 1 && position.begun?.steps === 3) throw new Error('cut off');
          },
        },
      }),
    );
    await expect(stopped).rejects.toThrow('cut off');
    const checkpoint = await stages.findCheckpoint('stage');
    if (checkpoint === undefined) throw new Error('the checkpoint is not found');
    const rest: number[] = [];
    const resumed = await train(
      checkpoint.position,
      optionsFor(data, { settings: inParts, onProgress: (progress) => rest.push(...progress.losses) }),
    );
    expect(encodeOnnx(resumed)).toEqual(encodeOnnx(uninterrupted));
    expect(rest).toEqual(losses.slice(6 + 3));
  });

  it('refuses a batch larger than the data set', async () => {
    const data = openTinyDataset();
    const training = train(startOf(smallNetwork()), optionsFor(data, { settings: { ...settings, batchSize: 97 } }));
    await expect(training).rejects.toMatchObject({ code: 'bad-recipe' });
  });
});
