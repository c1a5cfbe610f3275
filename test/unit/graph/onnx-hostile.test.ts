import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it } from 'vitest';
import { EspalierError } from '../../../src-shared/errors.ts';
import { ints } from '../../../src-main/graph/attribute.ts';
import type { Dimension, Graph } from '../../../src-main/graph/graph.ts';
import { decodeOnnx } from '../../../src-main/graph/onnx-reader.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { inferShapes } from '../../../src-main/graph/shape-inference.ts';
import { smallNetwork } from './small-network.ts';

const FILE = encodeOnnx(smallNetwork());

/** The graph, or undefined where it was refused; any other error is the failure these tests look for. */
function decodeOrRefuse(bytes: Uint8Array): Graph | undefined {
  try {
    const graph = decodeOnnx(bytes, 'hostile.onnx');
    inferShapes(graph);
    return graph;
  } catch (error) {
    if (error instanceof EspalierError && error.code === 'bad-network') return undefined;
    throw error;
  }
}

/** A file of one weight whose TensorProto is written by `body`. */
function fileWithWeight(body: (tensor: protobuf.Writer) => void): Uint8Array {
  const writer = protobuf.Writer.create();
  writer
    .uint32((7 << 3) | 2)
    .fork()
    .uint32((5 << 3) | 2)
    .fork();
  body(writer);
  writer.ldelim().ldelim();
  return writer
    .uint32((8 << 3) | 2)
    .fork()
    .uint32(2 << 3)
    .int64(17)
    .ldelim()
    .finish();
}

const varints = (writer: protobuf.Writer, field: number, values: readonly number[]): void => {
  for (const value of values) writer.uint32(field << 3).int64(value);
};

// Would catch errors that name no file, endless loops, deep recursion and memory taken at a damaged file's word.
describe('decodeOnnx of damaged and hostile bytes', () => {
  it('refuses a file cut off anywhere', () => {
    expect(decodeOrRefuse(FILE)).toBeDefined();
    for (let length = 0; length < FILE.length; length++) {
      expect(decodeOrRefuse(FILE.subarray(0, length)), `cut at ${length}`).toBeUndefined();
    }
  });

  it('reads or refuses a file with any one bit flipped', () => {
    let refused = 0;
    for (let bit = 0; bit < FILE.length * 8; bit++) {
      const damaged = FILE.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (decodeOrRefuse(damaged) === undefined) refused++;
    }
    expect(refused).toBeGreaterThan(FILE.length);
  });

  it('reads or refuses random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeOrRefuse(bytes);
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads or refuses a file with random bytes written into it', () => {
    const edit = fc.record({ at: fc.nat(FILE.length), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const damaged = new Uint8Array(FILE.length + 8);
        damaged.set(FILE);
        for (const { at, bytes } of edits) damaged.set(bytes, at);
        decodeOrRefuse(damaged.subarray(0, FILE.length));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['a huge shape', [0x7fffffff, 0x7fffffff, 0x7fffffff]],
    ['a huge and empty shape', [0, 2 ** 53, 2 ** 53, 2 ** 53]],
    ['many dimensions that overflow', new Array<number>(100).fill(2 ** 50)],
    ['a negative size', [-4]],
  ])('refuses a weight that claims %s, at once', (_, shape) => {
    const bytes = fileWithWeight((tensor) => {
      varints(tensor, 1, shape);
      varints(tensor, 2, [1]);
      tensor
        .uint32((8 << 3) | 2)
        .string('w')
        .uint32((9 << 3) | 2)
        .bytes(new Uint8Array(16));
    });
    const before = process.memoryUsage().rss;
    expect(() => decodeOnnx(bytes, 'huge.onnx')).toThrow('huge.onnx: weight "w" has');
    expect(process.memoryUsage().rss - before).toBeLessThan(1 << 27);
  });

  it('refuses lengths beyond the end of the file', () => {
    const bytes = fileWithWeight((tensor) => tensor.uint32((4 << 3) | 2).uint32(0xffffffff));
    expect(() => decodeOnnx(bytes, 'long.onnx')).toThrow('the file ends in the middle of a list');
  });

  it('refuses a million groups one in another', () => {
    expect(() => decodeOnnx(new Uint8Array(1_000_000).fill(0x0b), 'deep.onnx')).toThrow(
      'deep.onnx is not an ONNX file',
    );
  });

  it('refuses weights in another file, saying so', () => {
    const bytes = fileWithWeight((tensor) => {
      tensor
        .uint32((8 << 3) | 2)
        .string('w')
        .uint32((13 << 3) | 2)
        .fork()
        .ldelim();
    });
    expect(() => decodeOnnx(bytes, 'x.onnx')).toThrow('x.onnx: weight "w" lies in another file');
  });

  it('refuses a sub-graph, without reading into it', () => {
    const graphAttribute = protobuf.Writer.create();
    graphAttribute
      .uint32((7 << 3) | 2)
      .fork()
      .uint32((1 << 3) | 2)
      .fork();
    graphAttribute
      .uint32((4 << 3) | 2)
      .string('If')
      .uint32((5 << 3) | 2)
      .fork();
    graphAttribute
      .uint32((1 << 3) | 2)
      .string('then_branch')
      .uint32((6 << 3) | 2)
      .bytes(new Uint8Array(9));
    graphAttribute
      .uint32(20 << 3)
      .int32(5)
      .ldelim()
      .ldelim()
      .ldelim();
    expect(() => decodeOnnx(graphAttribute.finish(), 'x.onnx')).toThrow('attribute "then_branch" has a type');
  });

  it.each<[string, (graph: Graph) => Graph, string]>([
    [
      'nodes in a circle',
      (graph) => renameInput(graph, 'stem', 'logits'),
      'node "stem" reads "logits", which nothing before it makes',
    ],
    ['nodes out of order', (graph) => ({ ...graph, nodes: graph.nodes.toReversed() }), 'which nothing before it makes'],
    ['a value that nothing makes', (graph) => renameInput(graph, 'mix', 'nowhere'), 'node "mix" reads "nowhere"'],
    [
      'a value made twice',
      (graph) => ({ ...graph, nodes: [...graph.nodes, ...graph.nodes.slice(-1)] }),
      'the value "logits" of node',
    ],
    [
      'an input that is named twice',
      (graph) => ({ ...graph, inputs: [...graph.inputs, ...graph.inputs] }),
      'the value "images" of the inputs is there twice',
    ],
    [
      'an output that nothing makes',
      (graph) => ({ ...graph, outputs: graph.outputs.map((output) => ({ ...output, name: 'other' })) }),
      'nothing makes the output "other"',
    ],
    [
      'a huge input',
      (graph) => withInputShape(graph, ['N', 2, 2 ** 40, 4]),
      'a dimension of 1099511627776 is too large',
    ],
    [
      'padding beyond all memory (would catch sizes that only overflow when it runs)',
      (graph) => withPads(graph, 2 ** 40),
      'is too large',
    ],
    ['negative padding', (graph) => withPads(graph, -1), '"pads" is not that of a 2-D window'],
  ])('refuses %s, naming what it met', (_, change, message) => {
    const bytes = encodeOnnx(change(smallNetwork()));
    expect(() => inferShapes(decodeOnnx(bytes, 'x.onnx'))).toThrow(message);
  });

  it('takes a negative size of an input for an open one, as some exporters mean it', () => {
    const graph = decodeOnnx(encodeOnnx(withInputShape(smallNetwork(), [-1, 2, 4, 4])), 'x.onnx');
    expect(graph.inputs[0]?.shape).toEqual(['unknown_0', 2, 4, 4]);
  });

  it('refuses two weights of one name', () => {
    const weight = (tensor: protobuf.Writer): void => {
      varints(tensor, 1, [0]);
      varints(tensor, 2, [1]);
      tensor.uint32((8 << 3) | 2).string('w');
    };
    const bytes = fileWithWeight((tensor) => {
      weight(tensor);
      tensor
        .ldelim()
        .uint32((5 << 3) | 2)
        .fork();
      weight(tensor);
    });
    expect(() => decodeOnnx(bytes, 'x.onnx')).toThrow('x.onnx: the weight "w" is there twice');
  });

  it('refuses data that are shorter than the shape', () => {
    const bytes = fileWithWeight((tensor) => {
      varints(tensor, 1, [5]);
      varints(tensor, 2, [1]);
      tensor.uint32((8 << 3) | 2).string('w');
      tensor.uint32((9 << 3) | 2).bytes(new Uint8Array(16));
    });
    expect(() => decodeOnnx(bytes, 'x.onnx')).toThrow('weight "w" has 4 values; its shape [5] takes 5');
  });

  it.each<[string, () => Uint8Array, string]>([
    [
      'nodes',
      () => graphOf(new Uint8Array(10_000_000).map((_, index) => (index % 2 === 0 ? (1 << 3) | 2 : 0))),
      'more than 100000 nodes',
    ],
    [
      'dimensions',
      () => fileWithWeight((tensor) => varints(tensor, 1, new Array<number>(1000).fill(1))),
      'dimensions in one weight',
    ],
    [
      'whole numbers',
      () => fileWithWeight((tensor) => tensor.uint32((7 << 3) | 2).bytes(new Uint8Array(10_000_000))),
      'numbers in one list',
    ],
  ])('refuses millions of %s in few bytes, before memory is short', (_, make, message) => {
    const bytes = make();
    const before = process.memoryUsage().rss;
    expect(() => decodeOnnx(bytes, 'x.onnx')).toThrow(message);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 ** 2);
  });

  it('does not take the name of a property of every object for an operator', () => {
    const [node] = smallNetwork().nodes;
    for (const operator of ['toString', 'constructor', '__proto__']) {
      const odd = { ...smallNetwork(), nodes: node === undefined ? [] : [{ ...node, operator, outputs: ['logits'] }] };
      expect(() => inferShapes(decodeOnnx(encodeOnnx(odd), 'x.onnx'))).toThrow(`operator ${operator} is not supported`);
    }
  });
});

function renameInput(graph: Graph, node: string, input: string): Graph {
  const nodes = graph.nodes.map((one) =>
    one.name === node ? { ...one, inputs: [input, ...one.inputs.slice(1)] } : one,
  );
  return { ...graph, nodes };
}

function withInputShape(graph: Graph, shape: readonly Dimension[]): Graph {
  return { ...graph, inputs: graph.inputs.map((input) => ({ ...input, shape })) };
}

function withPads(graph: Graph, pad: number): Graph {
  const nodes = graph.nodes.map((node) => {
    return node.name === 'stem'
      ? { ...node, attributes: { ...node.attributes, pads: ints([pad, pad, pad, pad]) } }
      : node;
  });
  return { ...graph, nodes };
}

/** A model of one graph that has these bytes. */
function graphOf(bytes: Uint8Array): Uint8Array {
  return protobuf.Writer.create()
    .uint32((7 << 3) | 2)
    .bytes(bytes)
    .finish();
}
