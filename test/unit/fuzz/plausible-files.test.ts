import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCost } from '../../../src-main/evaluation/cost.ts';
import type { Attribute } from '../../../src-main/graph/attribute.ts';
import { readClassifier } from '../../../src-main/graph/classifier.ts';
import { decodeOnnx } from '../../../src-main/graph/onnx-reader.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { surveyGroups } from '../../../src-main/pruning/coupled-groups.ts';
import { openWeights } from '../../../src-main/weights/read-weight-file.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import { smallNetwork } from '../graph/small-network.ts';
import {
  archive,
  dictionary,
  global,
  integer,
  program,
  tensor,
  text,
  tuple,
} from '../weights/pytorch/pickle-writer.ts';

/** Files of each kind; ESPALIER_FUZZ=100000 for a long look. */
const COUNT = Number(process.env.ESPALIER_FUZZ ?? 3000);
const timeout = 60_000 + COUNT * 20;

async function expectTypedErrors(read: () => unknown): Promise<void> {
  try {
    await read();
  } catch (error) {
    expect(error).toBeInstanceOf(EspalierError);
  }
}

async function readWeights(bytes: Uint8Array): Promise<void> {
  const { tensors } = await openWeights(bytes);
  for (const { read } of tensors.values()) read();
}

const size = fc.oneof(
  fc.integer({ min: -1, max: 5 }),
  fc.constantFrom(2 ** 31, 2 ** 32, 2 ** 53 - 1, -(2 ** 40), 2 ** 62),
);
const sizes = fc.array(size, { maxLength: 4 });

/** Pieces of pickles: each well formed by itself, so that what is wrong is how they are put together. */
const lies = fc.record(
  { key: fc.constantFrom('0', '1', '../0'), storageElements: size, offset: size, shape: sizes, strides: sizes },
  { requiredKeys: [] },
);
const operations = [0x28, 0x29, 0x2e, 0x30, 0x31, 0x32, 0x4e, 0x51, 0x52, 0x5d, 0x61, 0x62, 0x65, 0x73, 0x74, 0x75];
const moreOperations = [0x7d, 0x81, 0x85, 0x86, 0x87, 0x88, 0x8f, 0x90, 0x91, 0x93, 0x94, 0x64, 0x69, 0x6f];
const globals = [
  ['collections', 'OrderedDict'],
  ['torch', 'FloatStorage'],
  ['torch', 'Size'],
  ['torch._utils', '_rebuild_tensor_v2'],
  ['torch._utils', '_rebuild_parameter'],
  ['numpy', 'dtype'],
  ['os', 'system'],
] as const;
const piece: fc.Arbitrary<number[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...operations, ...moreOperations).map((code) => [code]) },
  fc.constantFrom(...globals).map(([module, name]) => global(module, name)),
  fc.constantFrom('storage', 'w', 'cpu', '0', 'state_dict').map(text),
  size.map(integer),
  lies.map(tensor),
  lies.map((told) => dictionary('w', tensor(told))),
  sizes.map((list) => tuple(...list.map(integer))),
  fc.tuple(fc.constantFrom(0x68, 0x71), fc.nat(5)).map((both) => [...both]),
);
const pickles = fc.array(piece, { maxLength: 12 }).map((pieces) => archive(program(pieces.flat())));

/** Headers that look like safetensors. */
const described = fc.record(
  {
    dtype: fc.constantFrom('F32', 'F16', 'BF16', 'F64', 'I64', 'BOOL', 'F8_E5M2', '', 7, null),
    shape: fc.oneof(sizes, fc.constantFrom(null, 'x', [[1]], {})),
    data_offsets: fc.oneof(fc.tuple(fc.nat(20), fc.nat(20)), sizes),
  },
  { requiredKeys: [] },
);
const names = fc.constantFrom('w', 'layer.weight', '__metadata__', '__proto__', '');
const headers = fc.dictionary(names, fc.oneof(described, fc.constantFrom(null, 1, 'x', [])), { maxKeys: 4 });
const safetensors = fc.tuple(headers, fc.uint8Array({ maxLength: 24 })).map(([header, data]) => {
  const encoded = new TextEncoder().encode(JSON.stringify(header));
  return Uint8Array.from([encoded.length & 255, encoded.length >> 8, 0, 0, 0, 0, 0, 0, ...encoded, ...data]);
});

/** A sound network with other attributes, operators, inputs and shapes here and there. */
const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  size.map((value): Attribute => ({ type: 'int', value })),
  sizes.map((value): Attribute => ({ type: 'ints', value })),
  fc.float().map((value): Attribute => ({ type: 'float', value })),
  fc.constantFrom('SAME_UPPER', 'VALID', '').map((value): Attribute => ({ type: 'string', value })),
);
const attributeNames = [
  'kernel_shape',
  'pads',
  'strides',
  'dilations',
  'group',
  'axis',
  'transA',
  'transB',
  'auto_pad',
  'ceil_mode',
];
const original = smallNetwork();
const operators = [
  'Conv',
  'MaxPool',
  'AveragePool',
  'GlobalAveragePool',
  'Gemm',
  'Reshape',
  'Flatten',
  'Concat',
  'Slice',
  'ReduceSum',
  'Add',
];
const values = [...original.weights.keys(), 'images', ...original.nodes.flatMap(({ outputs }) => outputs)];
const change = fc.record({
  node: fc.nat(original.nodes.length - 1),
  operator: fc.option(fc.constantFrom(...operators), { nil: undefined }),
  attributes: fc.dictionary(fc.constantFrom(...attributeNames), attribute, { maxKeys: 3 }),
  inputs: fc.option(fc.array(fc.constantFrom(...values, ''), { maxLength: 5 }), { nil: undefined }),
});
const networks = fc
  .tuple(fc.array(change, { minLength: 1, maxLength: 3 }), fc.option(sizes, { nil: undefined }))
  .map(([changes, shape]) => {
    const nodes = original.nodes.map((node, index) =>
      changes
        .filter((one) => one.node === index)
        .reduce(
          (changed, { operator = changed.operator, inputs = changed.inputs, attributes }) => ({
            ...changed,
            operator,
            inputs,
            attributes: { ...changed.attributes, ...attributes },
          }),
          node,
        ),
    );
    const inputs = original.inputs.map((input) => ({ ...input, shape: shape ?? input.shape }));
    return encodeOnnx({ ...original, nodes, inputs });
  });

function readNetwork(bytes: Uint8Array): void {
  const graph = decodeOnnx(bytes, 'fuzzed');
  readClassifier(graph);
  measureCost(graph);
  surveyGroups(graph);
}

describe('files that are nearly right', () => {
  it.each<[string, fc.Arbitrary<Uint8Array>, (bytes: Uint8Array) => unknown]>([
    ['PyTorch files', pickles, readWeights],
    ['safetensors', safetensors, readWeights],
    ['ONNX files', networks, readNetwork],
  ])(`are read or refused with a typed error: ${COUNT} %s`, { timeout }, async (_, files, read) => {
    await fc.assert(
      fc.asyncProperty(files, (bytes) => expectTypedErrors(() => read(bytes))),
      { numRuns: COUNT, interruptAfterTimeLimit: timeout, markInterruptAsFailure: true },
    );
  });
});
