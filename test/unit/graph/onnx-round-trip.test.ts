import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int, type Attribute } from '../../../src-main/graph/attribute.ts';
import { OPERATOR_SET, type Graph, type GraphNode } from '../../../src-main/graph/graph.ts';
import { decodeOnnx } from '../../../src-main/graph/onnx-reader.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { countElements, type Tensor, type TensorType } from '../../../src-main/graph/tensor.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { smallNetwork } from './small-network.ts';

const TYPES: readonly TensorType[] = ['float32', 'float64', 'int64', 'int32', 'bool'];

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
const integer = fc.maxSafeInteger();
const float32 = fc.float({ noNaN: true });

const tensor = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }).chain((shape): fc.Arbitrary<Tensor> => {
  const size = { minLength: countElements(shape), maxLength: countElements(shape) };
  return fc.oneof(
    fc.float32Array(size).map((data): Tensor => ({ type: 'float32', shape, data })),
    fc.float64Array(size).map((data): Tensor => ({ type: 'float64', shape, data })),
    fc.bigInt64Array(size).map((data): Tensor => ({ type: 'int64', shape, data })),
    fc.int32Array(size).map((data): Tensor => ({ type: 'int32', shape, data })),
    fc.uint8Array({ ...size, max: 1 }).map((data): Tensor => ({ type: 'bool', shape, data })),
  );
});

const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  integer.map((value): Attribute => ({ type: 'int', value })),
  float32.map((value): Attribute => ({ type: 'float', value })),
  fc.string({ unit: 'grapheme' }).map((value): Attribute => ({ type: 'string', value })),
  tensor.map((value): Attribute => ({ type: 'tensor', value })),
  fc.array(integer).map((value): Attribute => ({ type: 'ints', value })),
  fc.array(float32).map((value): Attribute => ({ type: 'floats', value })),
  fc.array(fc.string()).map((value): Attribute => ({ type: 'strings', value })),
);

const node: fc.Arbitrary<GraphNode> = fc.record({
  name,
  operator: fc.constantFrom('Conv', 'Relu', 'Add'),
  domain: fc.constantFrom('', 'espalier', 'com.microsoft'),
  inputs: fc.array(fc.oneof(name, fc.constant('')), { maxLength: 4 }).map((inputs) => [...inputs, 'last']),
  outputs: fc.array(name, { maxLength: 3 }),
  attributes: fc.dictionary(name, attribute, { noNullPrototype: true, maxKeys: 4 }),
});

const values = fc.array(
  fc.record({
    name: name.map((text) => `value ${text}`),
    type: fc.constantFrom(...TYPES),
    shape: fc.array(fc.oneof(name, fc.nat())),
  }),
  { maxLength: 3 },
);

const parts: fc.Arbitrary<Graph> = fc.record({
  name,
  operatorSet: fc.integer({ min: 13, max: 30 }),
  inputs: values,
  outputs: values,
  nodes: fc.uniqueArray(node, { selector: (candidate) => candidate.name, maxLength: 5 }),
  weights: fc
    .uniqueArray(
      fc.tuple(
        name.map((text) => `weight ${text}`),
        tensor,
      ),
      { selector: ([key]) => key, maxLength: 4 },
    )
    .map((entries) => new Map(entries)),
});

/** Any parts as a graph that can be computed: every value made once, nodes reading only what comes before them. */
const graph = parts.map((given): Graph => {
  const known = ['last', ...given.weights.keys()];
  const inputs = given.inputs.map((input, index) => ({ ...input, name: `${input.name} ${index}` }));
  known.push(...inputs.map((input) => input.name));
  const choose = (wish: string): string => known[wish.length % known.length] ?? 'last';
  const nodes = given.nodes.map((one, index) => {
    const outputs = one.outputs.map((output, place) => `made ${output} ${index} ${place}`);
    const wired = { ...one, inputs: one.inputs.map((input) => (input === '' ? '' : choose(input))), outputs };
    known.push(...outputs);
    return wired;
  });
  return {
    ...given,
    inputs: [...inputs, { name: 'last', type: 'float32', shape: ['N'] }],
    nodes,
    outputs: given.outputs.map((output) => ({ ...output, name: choose(output.name) })),
  };
});

describe('encodeOnnx and decodeOnnx', () => {
  it('keep every part of any graph', () => {
    // Would catch a field number, wire type or packing that the other side does not share, and values that are rounded.
    fc.assert(
      fc.property(graph, (given) => {
        expect(decodeOnnx(encodeOnnx(given), 'a file')).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });

  it('keep networks', () => {
    const vgg16 = buildVgg16({ classes: 10, width: 0.0625, seed: 1 });
    const decoded = decodeOnnx(encodeOnnx(vgg16), 'vgg16.onnx');
    expect(decoded.weights).toEqual(vgg16.weights);
    expect(encodeOnnx(decoded)).toEqual(encodeOnnx(vgg16));
    expect(decodeOnnx(encodeOnnx(smallNetwork()), 'small.onnx')).toEqual(smallNetwork());
  });

  it('keep weights that are views of a larger buffer, and copy them when reading', () => {
    // Would catch writing the whole buffer behind a view, and reading floats in place from an odd offset.
    const data = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const { weights } = smallNetwork();
    const viewed: Graph = {
      ...smallNetwork(),
      weights: new Map([...weights, ['w', { type: 'float32', shape: [2], data }]]),
    };
    const bytes = encodeOnnx(viewed);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const decoded = decodeOnnx(shifted.subarray(1), 'a file').weights.get('w');
    shifted.fill(0);
    expect(decoded?.data).toEqual(Float32Array.of(2, 3));
  });

  it('keep an attribute with the name of a property of every object', () => {
    // Would catch assigning attributes to an object literal: `__proto__` would vanish.
    const attributes = Object.fromEntries([['__proto__', int(7)]]);
    const odd = { name: 'n', operator: 'Relu', domain: '', inputs: ['images'], outputs: ['logits'], attributes };
    const [decoded] = decodeOnnx(encodeOnnx({ ...smallNetwork(), nodes: [odd] }), 'a file').nodes;
    expect(Object.entries(decoded?.attributes ?? {})).toEqual([['__proto__', int(7)]]);
  });

  it('make names of nodes differ', () => {
    // Would catch two batch normalisations of one name that share the names of their statistics in a training step.
    const nodes = ['', 'Relu_0', 'Relu_0', ''].map((given, index, all) => ({
      name: given,
      operator: 'Relu',
      domain: '',
      inputs: ['images'],
      outputs: [index === all.length - 1 ? 'logits' : `y${index}`],
      attributes: {},
    }));
    const names = decodeOnnx(encodeOnnx({ ...smallNetwork(), nodes }), 'a file').nodes.map((decoded) => decoded.name);
    expect(new Set(names).size).toBe(4);
  });

  it('refuse an operator set that is too old', () => {
    const bytes = encodeOnnx({ ...smallNetwork(), operatorSet: 12 });
    expect(() => decodeOnnx(bytes, 'old.onnx')).toThrow('old.onnx: operator set 12 is too old');
    expect(OPERATOR_SET).toBeGreaterThanOrEqual(13);
  });
});
