import { describe, expect, it } from 'vitest';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import { readClassifier } from '../../../src-main/graph/classifier.ts';
import { decodeOnnx } from '../../../src-main/graph/onnx-reader.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { buildDarknetGraph } from '../../../src-main/network/darknet/build-graph.ts';
import { decodeDarknetWeights } from '../../../src-main/network/darknet/decode-weights.ts';
import { encodeDarknet } from '../../../src-main/network/darknet/encode-darknet.ts';
import { readCfg } from '../../../src-main/network/darknet/read-cfg.ts';
import { buildYolov3 } from '../../../src-main/network/darknet/yolov3.ts';
import { loadVgg16 } from '../../../src-main/network/weights/load-vgg16.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { openWeights } from '../../../src-main/weights/read-weight-file.ts';
import { encodeSafetensors } from '../../../src-main/weights/safetensors.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import { createRandom, type Random } from '../../../src-shared/random.ts';
import { parseRecipe } from '../../../src-shared/recipe.ts';
import { buildSmallNetwork } from '../../small-network.ts';
import { archive, dictionary, program, tensor } from '../weights/pytorch/pickle-writer.ts';

/** Damaged files a reader gets; ESPALIER_FUZZ=100000 for a long look. */
const COUNT = Number(process.env.ESPALIER_FUZZ ?? 5000);
/** Milliseconds of processor time that one damaged file may take. */
const LONGEST = 2000;

const layer = { channels: 2, kernel: 1, batchNorm: true, activation: 'Relu', pool: 'MaxPool' } as const;
const network = buildSmallNetwork({ layers: [layer], side: 2, classes: 2, transposed: true, seed: 1 });
const tinyVgg16 = buildVgg16({ classes: 2, width: 0.001, seed: 1 });
const tinyYolov3 = buildYolov3({ classes: 1, width: 0.001, input: { height: 32, width: 32 }, seed: 1 });
const darknet = encodeDarknet(tinyYolov3);
const recipe = {
  name: 'r',
  dataset: { kind: 'generated' },
  network: { kind: 'vgg16' },
  train: { epochs: 1 },
  prune: { criterion: 'l1', ratio: 0.5 },
  compensate: { method: 'refit' },
};

/** All that `espalier inspect` and the preparation of a run do with a network. */
function readNetwork(bytes: Uint8Array): void {
  const graph = decodeOnnx(bytes, 'fuzzed');
  readClassifier(graph);
  measureCost(graph);
  surveyGroups(graph);
  encodeOnnx(graph);
}

async function readWeights(bytes: Uint8Array): Promise<void> {
  const { tensors } = await openWeights(bytes);
  for (const { read } of tensors.values()) read();
}

const readers: readonly [string, Uint8Array, (bytes: Uint8Array) => unknown][] = [
  ['safetensors', encodeSafetensors(network.weights, { made: 'here' }), readWeights],
  ['a VGG16', encodeSafetensors(tinyVgg16.weights), async (bytes) => loadVgg16(await openWeights(bytes), 32)],
  ['a PyTorch file', archive(program(dictionary('w', tensor()))), readWeights],
  // Within a sound archive, so that damage is not found by the checksum.
  ['a pickle', program(dictionary('w', tensor())), (bytes) => readWeights(archive(bytes))],
  ['an ONNX file', encodeOnnx(network), readNetwork],
  ['a darknet cfg', new TextEncoder().encode(darknet.cfg), readDarknetCfg],
  ['darknet weights', darknet.weights, (bytes) => decodeDarknetWeights(bytes, tinyYolov3)],
  ['a recipe', new TextEncoder().encode(JSON.stringify(recipe)), readRecipe],
];

function readDarknetCfg(bytes: Uint8Array): void {
  const { network, places } = readCfg(new TextDecoder().decode(bytes), 'fuzzed');
  encodeDarknet(buildDarknetGraph(network, places));
}

function readRecipe(bytes: Uint8Array): void {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return;
  }
  parseRecipe(value);
}

describe('a reader', () => {
  it.each(readers)(
    `of %s answers ${COUNT} damaged files with their content or a typed error, in bounded time`,
    { timeout: 60_000 + COUNT * 20 },
    async (name, whole, read) => {
      await read(whole);
      const random = createRandom(1, 'fuzz', name);
      const before = process.memoryUsage().rss;
      for (let file = 0; file < COUNT; file++) {
        const damaged = damage(whole, random);
        const started = process.cpuUsage();
        const thrown = await catchThrown(() => read(damaged));
        const milliseconds = process.cpuUsage(started).user / 1000;
        if ((thrown !== undefined && !(thrown instanceof EspalierError)) || milliseconds > LONGEST) {
          expect.fail(
            `file ${file} took ${milliseconds} ms: ${String(thrown)}\n${Buffer.from(damaged).toString('base64')}`,
          );
        }
      }
      expect(process.memoryUsage().rss - before).toBeLessThan(1024 ** 3);
    },
  );
});

/** Flips bits, writes bytes, cuts, repeats or moves a piece: one to four times. */
function damage(whole: Uint8Array, random: Random): Uint8Array {
  let bytes = whole.slice();
  for (let times = 1 + random.integer(4); times > 0; times--) {
    const [at, to] = [random.integer(bytes.length + 1), random.integer(bytes.length + 1)];
    switch (random.integer(5)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(8));
        break;
      case 1:
        bytes[at] = random.integer(256);
        break;
      case 2:
        bytes = bytes.slice(0, at);
        break;
      case 3:
        bytes = Uint8Array.from([
          ...bytes.slice(0, at),
          ...bytes.slice(Math.min(at, to), Math.max(at, to)),
          ...bytes.slice(at),
        ]);
        break;
      default:
        bytes.copyWithin(at, to, to + random.integer(64));
    }
  }
  return bytes;
}

async function catchThrown(work: () => unknown): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
