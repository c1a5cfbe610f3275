import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int, ints, type Attributes } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder } from '../../../src-main/graph/builder.ts';
import { withBatchSize, type Dimension } from '../../../src-main/graph/graph.ts';
import { concreteShape, inferShapes } from '../../../src-main/graph/shape-inference.ts';
import { floatTensor, int64Tensor } from '../../../src-main/graph/tensor.ts';
import { readWindow, unreachedEdge, windowOutput } from '../../../src-main/graph/window.ts';
import { smallNetwork } from './small-network.ts';

interface Application {
  readonly operator: string;
  readonly inputs: readonly (readonly Dimension[])[];
  readonly integers?: readonly (readonly number[])[];
  readonly attributes?: Attributes;
}

/** The shape of the output of one node, named `layer`, given the shapes of its inputs and the integers after them. */
function inferOne({ operator, inputs, integers = [], attributes = {} }: Application): readonly Dimension[] | undefined {
  const builder = createGraphBuilder('one');
  const names = inputs.map((shape, index) => builder.input(`x${index}`, 'float32', shape));
  const constants = integers.map((values, index) => builder.weight(`c${index}`, int64Tensor(values)));
  builder.add(operator, [...names, ...constants], { name: 'layer', output: 'y', attributes });
  return inferShapes(builder.build()).get('y');
}

const convolution = (
  input: readonly Dimension[],
  weight: readonly number[],
  attributes: Attributes = {},
): Application => ({
  operator: 'Conv',
  inputs: [input, weight],
  attributes,
});

describe('inferShapes', () => {
  // Would catch a rule that departs from the ONNX operator specification, and one that loses the symbolic batch.
  it.each<[string, Application, readonly Dimension[]]>([
    ['a convolution', convolution(['N', 3, 8, 6], [5, 3, 3, 3]), ['N', 5, 6, 4]],
    [
      'a strided, padded, dilated convolution in groups',
      convolution(['N', 4, 9, 8], [6, 2, 3, 2], {
        strides: ints([2, 3]),
        pads: ints([1, 0, 2, 1]),
        dilations: ints([2, 1]),
        group: int(2),
      }),
      ['N', 6, 4, 3],
    ],
    [
      'a pooling in floor mode',
      {
        operator: 'MaxPool',
        inputs: [['N', 3, 7, 5]],
        attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) },
      },
      ['N', 3, 3, 2],
    ],
    ['a global pooling', { operator: 'GlobalAveragePool', inputs: [['N', 3, 7, 5]] }, ['N', 3, 1, 1]],
    ['a flatten', { operator: 'Flatten', inputs: [['N', 3, 2, 2]] }, ['N', 12]],
    ['a flatten at 0', { operator: 'Flatten', inputs: [[2, 3]], attributes: { axis: int(0) } }, [1, 6]],
    ['a flatten from the end', { operator: 'Flatten', inputs: [['N', 3, 2]], attributes: { axis: int(-2) } }, ['N', 6]],
    ['a reshape with an open batch', { operator: 'Reshape', inputs: [['N', 3, 2]], integers: [[-1, 6]] }, ['N', 6]],
    ['a reshape that keeps the batch', { operator: 'Reshape', inputs: [['N', 3, 2]], integers: [[0, -1]] }, ['N', 6]],
    ['a reshape of known sizes', { operator: 'Reshape', inputs: [[4, 6]], integers: [[2, -1, 3]] }, [2, 4, 3]],
    [
      'a product with a turned weight',
      { operator: 'Gemm', inputs: [['N', 4], [7, 4], [7]], attributes: { transB: int(1) } },
      ['N', 7],
    ],
    [
      'a turned product',
      {
        operator: 'Gemm',
        inputs: [
          [4, 'N'],
          [4, 7],
        ],
        attributes: { transA: int(1) },
      },
      ['N', 7],
    ],
    [
      'a sum that repeats both',
      {
        operator: 'Add',
        inputs: [
          ['N', 1, 5],
          [3, 1],
        ],
      },
      ['N', 3, 5],
    ],
    [
      'a concatenation from the end',
      {
        operator: 'Concat',
        inputs: [
          ['N', 2, 3],
          ['N', 2, 4],
        ],
        attributes: { axis: int(-1) },
      },
      ['N', 2, 7],
    ],
    ['a slice from the end', { operator: 'Slice', inputs: [['N', 10]], integers: [[-3], [2 ** 62], [-1]] }, ['N', 3]],
    ['a slice by steps', { operator: 'Slice', inputs: [[10, 4]], integers: [[1], [8], [0], [3]] }, [3, 4]],
    ['a sum over the last axis', { operator: 'ReduceSum', inputs: [['N', 3, 4]], integers: [[-1]] }, ['N', 3, 1]],
    [
      'a transposed convolution with output padding',
      {
        operator: 'ConvTranspose',
        inputs: [['N', 4, 5, 6], [4, 3, 3, 2], [6]],
        attributes: {
          strides: ints([2, 3]),
          pads: ints([1, 0, 0, 1]),
          dilations: ints([2, 1]),
          output_padding: ints([1, 2]),
          group: int(2),
        },
      },
      ['N', 6, 13, 18],
    ],
    ['a transposition', { operator: 'Transpose', inputs: [['N', 3, 4]] }, [4, 3, 'N']],
    [
      'a transposition by an order',
      { operator: 'Transpose', inputs: [['N', 3, 4]], attributes: { perm: ints([1, 2, 0]) } },
      [3, 4, 'N'],
    ],
    ['a squeeze of all ones', { operator: 'Squeeze', inputs: [['N', 1, 3, 1]] }, ['N', 3]],
    ['a squeeze from the end', { operator: 'Squeeze', inputs: [['N', 1, 3, 1]], integers: [[-1]] }, ['N', 1, 3]],
    ['new axes, from both ends', { operator: 'Unsqueeze', inputs: [['N', 3]], integers: [[-1, 1]] }, ['N', 1, 3, 1]],
    [
      'a product of stacks with one matrix',
      {
        operator: 'MatMul',
        inputs: [
          ['N', 2, 3, 4],
          [4, 5],
        ],
      },
      ['N', 2, 3, 5],
    ],
    ['a maximum of three', { operator: 'Max', inputs: [['N', 1, 4], [3, 1], []] }, ['N', 3, 4]],
    ['a padding', { operator: 'Pad', inputs: [['N', 3, 4]], integers: [[0, 1, 2, 0, 0, 1]] }, ['N', 4, 7]],
    [
      'a resize to sizes',
      { operator: 'Resize', inputs: [[1, 3, 4, 5], [0], [0]], integers: [[1, 3, 8, 9]] },
      [1, 3, 8, 9],
    ],
    [
      'a mean along axes of an attribute',
      { operator: 'ReduceMean', inputs: [['N', 3, 4]], attributes: { axes: ints([-1]), keepdims: int(0) } },
      ['N', 3],
    ],
    ['a sum over everything', { operator: 'ReduceSum', inputs: [[2, 3]], attributes: { keepdims: int(0) } }, []],
  ])('infers %s', (_, application, expected) => {
    expect(inferOne(application)).toEqual(expected);
  });

  // Would catch a shape that is wrong instead of refused, and an error that does not say where.
  it.each<[string, Application, string]>([
    [
      'weights of other channels',
      convolution(['N', 3, 8, 8], [5, 4, 3, 3]),
      'weights [5, 4, 3, 3] do not fit 3 input channels',
    ],
    [
      'filters that groups do not divide',
      convolution(['N', 4, 8, 8], [5, 2, 3, 3], { group: int(2) }),
      'in 2 group(s)',
    ],
    [
      'a kernel_shape of other weights',
      convolution(['N', 3, 8, 8], [5, 3, 3, 3], { kernel_shape: ints([5, 5]) }),
      'kernel_shape [5, 5]',
    ],
    ['a bias of other filters', { operator: 'Conv', inputs: [['N', 3, 8, 8], [5, 3, 3, 3], [4]] }, 'a bias [4]'],
    [
      'a window larger than the map',
      convolution(['N', 3, 2, 2], [5, 3, 3, 3]),
      'its window [3, 3] does not fit a map of [2, 2]',
    ],
    ['a stride of 0', convolution(['N', 3, 8, 8], [5, 3, 3, 3], { strides: ints([0, 1]) }), '"strides"'],
    ['negative padding', convolution(['N', 3, 8, 8], [5, 3, 3, 3], { pads: ints([0, -1, 0, 0]) }), '"pads"'],
    ['a one-dimensional window', convolution(['N', 3, 8, 8], [5, 3, 3, 3], { dilations: ints([1]) }), '"dilations"'],
    ['a map of unknown size', convolution(['N', 3, 'H', 8], [5, 3, 3, 3]), 'needs a [N, C, H, W] input of known size'],
    [
      'pooling in ceil mode',
      { operator: 'MaxPool', inputs: [[1, 1, 5, 5]], attributes: { ceil_mode: int(1) } },
      'ceil_mode',
    ],
    [
      'a normalisation of other channels',
      { operator: 'BatchNormalization', inputs: [['N', 3, 2, 2], [3], [3], [4], [3]] },
      'do not all have the 3 channels',
    ],
    [
      'a product that does not fit',
      {
        operator: 'Gemm',
        inputs: [
          ['N', 4],
          [5, 7],
        ],
      },
      "can't multiply [N, 4] by [5, 7]",
    ],
    [
      'a product of a map',
      {
        operator: 'Gemm',
        inputs: [
          ['N', 4, 1, 1],
          [4, 7],
        ],
      },
      "can't multiply",
    ],
    [
      'a reshape that loses values',
      { operator: 'Reshape', inputs: [[4, 3]], integers: [[5, -1]] },
      "can't turn [4, 3] into [5, -1]",
    ],
    ['a reshape that fixes the batch', { operator: 'Reshape', inputs: [['N', 3]], integers: [[1, 3]] }, "can't turn"],
    [
      'a sum that does not fit',
      {
        operator: 'Add',
        inputs: [
          ['N', 3],
          ['N', 4],
        ],
      },
      "can't combine",
    ],
    [
      'a concatenation of other sizes',
      {
        operator: 'Concat',
        inputs: [
          ['N', 2, 3],
          ['N', 2, 4],
        ],
        attributes: { axis: int(1) },
      },
      "can't join",
    ],
    [
      'transposed weights of other channels',
      {
        operator: 'ConvTranspose',
        inputs: [
          ['N', 3, 8, 8],
          [4, 5, 3, 3],
        ],
      },
      'weights [4, 5, 3, 3] do not fit 3 input channels',
    ],
    [
      'output padding as large as the stride',
      {
        operator: 'ConvTranspose',
        inputs: [
          ['N', 3, 8, 8],
          [3, 5, 3, 3],
        ],
        attributes: { output_padding: ints([1, 1]) },
      },
      '"output_padding"',
    ],
    [
      'an output_shape',
      {
        operator: 'ConvTranspose',
        inputs: [
          ['N', 3, 8, 8],
          [3, 5, 3, 3],
        ],
        attributes: { output_shape: ints([9, 9]) },
      },
      'output_shape',
    ],
    [
      'an order that names an axis twice',
      { operator: 'Transpose', inputs: [['N', 3]], attributes: { perm: ints([1, 1]) } },
      'perm [1, 1]',
    ],
    ['a squeeze of what is longer', { operator: 'Squeeze', inputs: [['N', 3]], integers: [[1]] }, 'axis 1'],
    ['a padding of the batch', { operator: 'Pad', inputs: [['N', 3]], integers: [[1, 0, 0, 0]] }, "can't pad axis 0"],
    [
      'an axis that is not there',
      { operator: 'Flatten', inputs: [['N', 3]], attributes: { axis: int(3) } },
      'has no axis 3',
    ],
  ])('refuses %s, naming the node', (_, application, problem) => {
    expect(() => inferOne(application)).toThrow(`"layer": `);
    expect(() => inferOne(application)).toThrow(problem);
  });

  it('gives each part of a split its size, and refuses sizes that are not the whole', () => {
    const infer = (parts: number, sizes?: readonly number[]): (readonly Dimension[] | undefined)[] => {
      const builder = createGraphBuilder('split');
      const input = builder.input('x', 'float32', ['N', 7]);
      const inputs = sizes === undefined ? [input] : [input, builder.ints(sizes)];
      const outputs = builder.addMany('Split', inputs, parts, { name: 'layer', attributes: { axis: int(-1) } });
      const shapes = inferShapes(builder.build());
      return outputs.map((output) => shapes.get(output));
    };
    expect(infer(2, [5, 2])).toEqual([
      ['N', 5],
      ['N', 2],
    ]);
    // As ONNX divides them: the last is what is left.
    expect(infer(2)).toEqual([
      ['N', 4],
      ['N', 3],
    ]);
    expect(() => infer(2, [5, 3])).toThrow(`"layer": can't split 7 along axis 1 into [5, 3]`);
  });

  it('scales a map by what a resize holds, and leaves the batch open', () => {
    const builder = createGraphBuilder('resize');
    const scales = builder.constant(floatTensor([4], [1, 1, 2, 1.5]));
    builder.add('Resize', [builder.input('x', 'float32', ['N', 3, 4, 5]), '', scales], { output: 'y' });
    expect(inferShapes(builder.build()).get('y')).toEqual(['N', 3, 8, 7]);
  });

  it('refuses an operator it does not know and a value nobody computes, naming the node', () => {
    const unknown = createGraphBuilder('unknown');
    unknown.add('Einsum', [unknown.input('x', 'float32', [1])], { name: 'strange' });
    expect(() => inferShapes(unknown.build())).toThrow('node "strange": operator Einsum is not supported');
    const dangling = createGraphBuilder('dangling');
    dangling.add('Relu', ['nowhere'], { name: 'lost' });
    expect(() => inferShapes(dangling.build())).toThrow('"lost": no value "nowhere"');
  });

  it('carries the batch through a network, whatever it is called', () => {
    for (const batch of ['N', 'batch_size', 5]) {
      const shapes = inferShapes(smallNetwork(batch));
      expect(shapes.get('sum')).toEqual([batch, 3, 4, 4]);
      expect(shapes.get('logits')).toEqual([batch, 3]);
      expect(concreteShape(inferShapes(withBatchSize(smallNetwork(batch), 9)), 'logits')).toEqual([9, 3]);
    }
    expect(() => concreteShape(inferShapes(smallNetwork()), 'logits')).toThrow('"logits": the size of dimension N');
  });
});

describe('windowOutput', () => {
  it('counts the windows that fit, and what is left over', () => {
    // Would catch an off-by-one against a count by hand of every position where the window fits.
    const sizes = fc.record({
      size: fc.integer({ min: 1, max: 20 }),
      kernel: fc.integer({ min: 1, max: 5 }),
      stride: fc.integer({ min: 1, max: 4 }),
      dilation: fc.integer({ min: 1, max: 3 }),
      before: fc.nat(3),
      after: fc.nat(3),
    });
    fc.assert(
      fc.property(sizes, ({ size, kernel, stride, dilation, before, after }) => {
        const padded = size + before + after;
        let count = 0;
        let last = 0;
        for (let start = 0; start + dilation * (kernel - 1) < padded; start += stride) {
          count++;
          last = start + dilation * (kernel - 1) + 1;
        }
        fc.pre(count > 0);
        const window = readWindow({
          name: 'w',
          operator: 'MaxPool',
          domain: '',
          inputs: [],
          outputs: [],
          attributes: {
            kernel_shape: ints([kernel, 1]),
            strides: ints([stride, 1]),
            dilations: ints([dilation, 1]),
            pads: ints([before, 0, after, 0]),
          },
        });
        expect(windowOutput(window, size, 4)).toEqual([count, 4]);
        expect(unreachedEdge(window, size, 4)).toEqual([padded - last, 0]);
      }),
    );
  });
});
