import { describe, expect, it } from 'vitest';
import { int, ints } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../src-main/graph/builder.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { surveyGroups, type GroupSurvey } from '../../../src-main/pruning/coupled-groups.ts';
import type { ChannelSlot } from '../../../src-main/pruning/channel-walk.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { addConvolution, randomTensor } from '../../small-network.ts';

const random = createRandom(1);

/** Surveys a network that `build` adds to a 3-channel 4×4 input; `build` returns the value that becomes the output. */
function survey(build: (builder: GraphBuilder, images: string) => string): GroupSurvey {
  const builder = createGraphBuilder('surveyed');
  const output = build(builder, builder.input('images', 'float32', ['N', 3, 4, 4]));
  builder.output(output, 'float32', ['N']);
  return surveyGroups(builder.build());
}

/** A 1×1 convolution to four channels with batch normalisation and ReLU. */
function convolve(builder: GraphBuilder, value: string, name: string, inputs: number): string {
  return addConvolution(builder, random, {
    name,
    value,
    inputs,
    channels: 4,
    kernel: 1,
    batchNorm: true,
    activation: 'Relu',
  });
}

/** Why each convolution of a locked group is not pruned. */
function reasons({ locked }: GroupSurvey): Record<string, string> {
  return Object.fromEntries(locked.flatMap(({ members, reason }) => members.map(({ name }) => [name, reason])));
}

/** The convolutions that are pruned together, group by group. */
function membersOf({ groups }: GroupSurvey): string[][] {
  return groups.map(({ members }) => members.map(({ name }) => name));
}

/** The stretches of weights that read a group's channels. */
function readersOf(survey: GroupSurvey, group: string): readonly Partial<ChannelSlot>[] {
  const slots = survey.groups.find(({ name }) => name === group)?.slots ?? [];
  return slots
    .filter(({ role }) => role === 'reads')
    .map(({ layer, axis, offset, repeat }) => ({ layer, axis, offset, repeat }));
}

describe('surveyGroups', () => {
  it('finds all 13 convolutions of VGG16, each read by the next and the last by the linear layer', () => {
    const found = surveyGroups(buildVgg16({ classes: 10, width: 0.0625, seed: 1 }));
    expect(found.locked).toEqual([]);
    const names = membersOf(found).flat();
    expect(names).toHaveLength(13);
    const readers = names.flatMap((name) => readersOf(found, name).map(({ layer }) => layer));
    expect(readers).toEqual([...names.slice(1), 'classifier']);
    const [first] = found.groups;
    expect(first).toMatchObject({ name: 'conv1_1', channels: 4 });
    expect(first?.members[0]?.batchNorm?.name).toBe('conv1_1.bn');
    expect(first?.slots.map(({ weight, axis, role }) => [weight, axis, role])).toEqual([
      ['conv1_1.weight', 0, 'makes'],
      ...['scale', 'bias', 'mean', 'variance'].map((part) => [`conv1_1.bn.${part}`, 0, 'passes']),
      ['conv1_2.weight', 1, 'reads'],
    ]);
  });

  it('follows channels through Flatten, twice too, and a Reshape that is one: catches a linear layer cut at the wrong columns', () => {
    const found = survey((builder, images) => {
      const flat = builder.add('Flatten', [convolve(builder, images, 'conv', 3)]);
      const again = builder.add('Reshape', [builder.add('Relu', [flat]), builder.ints([0, -1])]);
      const weight = builder.weight('weight', randomTensor(random, [64, 2]));
      return builder.add('Gemm', [again, weight], { name: 'linear' });
    });
    expect(readersOf(found, 'conv')).toEqual([{ layer: 'linear', axis: 0, offset: 0, repeat: 16 }]);
  });

  it('couples the ends of residual connections, also of one behind another, and what is inside one stays for itself', () => {
    const found = survey((builder, images) => {
      const stem = convolve(builder, images, 'stem', 3);
      const first = builder.add('Add', [stem, convolve(builder, convolve(builder, stem, 'inner', 4), 'outer', 4)]);
      const second = builder.add('Add', [first, convolve(builder, first, 'another', 4)]);
      return convolve(builder, second, 'head', 4);
    });
    expect(membersOf(found)).toEqual([['stem', 'outer', 'another'], ['inner']]);
    expect(readersOf(found, 'stem').map(({ layer }) => layer)).toEqual(['inner', 'another', 'head']);
    expect(Object.keys(reasons(found))).toEqual(['head']);
  });

  it('lines up what a Concat joins, a residual sum and one value twice too: catches columns of another layer', () => {
    const found = survey((builder, images) => {
      const [left = '', right = '', alone = ''] = ['left', 'right', 'alone'].map((name) =>
        convolve(builder, images, name, 3),
      );
      const sum = builder.add('Add', [left, right]);
      const joined = builder.add('Concat', [alone, sum, alone], { name: 'join', attributes: { axis: int(-3) } });
      return convolve(builder, joined, 'head', 12);
    });
    expect(membersOf(found)).toEqual([['left', 'right'], ['alone']]);
    expect(readersOf(found, 'left')).toEqual([{ layer: 'head', axis: 1, offset: 4, repeat: 1 }]);
    expect(readersOf(found, 'alone').map(({ offset }) => offset)).toEqual([0, 8]);
  });

  it('takes a depthwise convolution along, twice its channels too, and locks what a grouped one reads', () => {
    const found = survey((builder, images) => {
      const depthwise = (value: string, name: string, filters: number, group: number, perGroup: number): string => {
        const weight = builder.weight(`${name}.weight`, randomTensor(random, [filters, perGroup, 1, 1]));
        return builder.add('Conv', [value, weight], { name, attributes: { group: int(group) } });
      };
      const wide = depthwise(convolve(builder, images, 'stem', 3), 'depthwise', 8, 4, 1);
      const next = convolve(builder, wide, 'next', 8);
      return convolve(builder, depthwise(next, 'grouped', 4, 2, 2), 'head', 4);
    });
    expect(membersOf(found)).toEqual([['stem']]);
    expect(found.groups[0]?.slots).toContainEqual(
      expect.objectContaining({ layer: 'depthwise', axis: 0, repeat: 2, role: 'passes' }),
    );
    expect(readersOf(found, 'stem')).toEqual([{ layer: 'next', axis: 1, offset: 0, repeat: 2 }]);
    expect(reasons(found)).toMatchObject({
      next: 'the grouped convolution "grouped" reads its channels',
      grouped: 'it is a grouped convolution',
    });
  });

  it('couples a gate of one value a channel with what it gates (squeeze-and-excitation)', () => {
    const found = survey((builder, images) => {
      const value = convolve(builder, images, 'stem', 3);
      const squeezed = convolve(builder, builder.add('GlobalAveragePool', [value]), 'squeeze', 4);
      const gate = builder.add('Sigmoid', [convolve(builder, squeezed, 'excite', 4)]);
      return convolve(builder, builder.add('Mul', [value, gate]), 'head', 4);
    });
    expect(membersOf(found)).toEqual([['stem', 'excite'], ['squeeze']]);
  });

  it('finds the filters of a transposed convolution on axis 1, its inputs on axis 0', () => {
    const found = survey((builder, images) => {
      const weight = builder.weight('up.weight', randomTensor(random, [4, 6, 2, 2]));
      const up = builder.add('ConvTranspose', [convolve(builder, images, 'stem', 3), weight], {
        name: 'up',
        attributes: { strides: ints([2, 2]) },
      });
      return convolve(builder, up, 'head', 6);
    });
    expect(found.groups.map(({ name, channels }) => [name, channels])).toEqual([
      ['stem', 4],
      ['up', 6],
    ]);
    expect(readersOf(found, 'stem')).toEqual([{ layer: 'up', axis: 0, offset: 0, repeat: 1 }]);
    expect(found.groups[1]?.members[0]?.filterAxis).toBe(1);
  });

  it('leaves what reaches an output of the network, and all that is added to it, with the output’s name', () => {
    const builder = createGraphBuilder('two outputs');
    const images = builder.input('images', 'float32', ['N', 3, 4, 4]);
    const stem = convolve(builder, images, 'stem', 3);
    const sum = builder.add('Add', [stem, convolve(builder, stem, 'outer', 4)], { name: 'boxes' });
    builder.output(sum, 'float32', ['N', 4, 4, 4]);
    builder.output(convolve(builder, convolve(builder, sum, 'free', 4), 'head', 4), 'float32', ['N', 4, 4, 4]);
    const found = surveyGroups(builder.build());
    expect(membersOf(found)).toEqual([['free']]);
    expect(reasons(found)).toMatchObject({
      stem: 'its channels reach "boxes", an output of the network',
      outer: 'its channels reach "boxes", an output of the network',
      head: 'its channels reach "head.activation", an output of the network',
    });
  });

  it.each<[string, (builder: GraphBuilder, value: string) => string]>([
    [
      'Slice "cut" cuts a part out of its channels',
      (builder, value) =>
        builder.add('Slice', [value, ...[[0], [2], [1]].map((list) => builder.ints(list))], { name: 'cut' }),
    ],
    [
      'Softmax "cut" mixes its channels',
      (builder, value) => builder.add('Softmax', [value], { name: 'cut', attributes: { axis: int(1) } }),
    ],
    [
      'Reshape "cut" mixes its channels',
      (builder, value) => builder.add('Reshape', [value, builder.ints([-1, 2, 8, 4])], { name: 'cut' }),
    ],
  ])('leaves a layer and says that %s', (reason, add) => {
    const found = survey((builder, images) => {
      const value = add(builder, convolve(builder, images, 'conv', 3));
      return convolve(builder, value, 'head', value === 'cut' && reason.startsWith('Softmax') ? 4 : 2);
    });
    expect(reasons(found)).toMatchObject({ conv: reason });
  });

  it('leaves layers that share a weight, or a statistic: catches surgery on another layer at a distance', () => {
    const found = survey((builder, images) => {
      const shared = builder.weight('shared', randomTensor(random, [4, 4, 1, 1]));
      const ones = builder.weight('ones', floatTensor([4], [1, 1, 1, 1]));
      const zeros = ['a', 'b', 'c'].map((name) => builder.weight(name, floatTensor([4], [0, 0, 0, 0])));
      const [bias = '', mean = '', other = ''] = zeros;
      let value = convolve(builder, images, 'stem', 3);
      value = builder.add('Conv', [value, shared], { name: 'first' });
      value = builder.add('Conv', [value, shared], { name: 'second' });
      value = builder.add('BatchNormalization', [
        value,
        ones,
        bias,
        mean,
        builder.weight('variance', floatTensor([4], [1, 1, 1, 1])),
      ]);
      value = convolve(builder, value, 'third', 4);
      value = builder.add('Conv', [value, builder.weight('own', randomTensor(random, [4, 4, 1, 1]))], {
        name: 'fourth',
      });
      value = builder.add('BatchNormalization', [
        value,
        ones,
        other,
        builder.weight('d', floatTensor([4], [0, 0, 0, 0])),
        builder.weight('e', floatTensor([4], [1, 1, 1, 1])),
      ]);
      return convolve(builder, value, 'head', 4);
    });
    expect(membersOf(found)).toEqual([['third']]);
    expect(reasons(found)).toMatchObject({
      stem: 'layers share the weight "shared"',
      first: 'layers share the weight "shared"',
      second: 'layers share the weight "shared"',
      fourth: 'layers share the weight "ones"',
    });
  });

  it('leaves a convolution whose weight is computed, instead of failing', () => {
    const found = survey((builder, images) => {
      const weight = builder.add('Identity', [builder.weight('weight', randomTensor(random, [4, 3, 1, 1]))], {
        name: 'copy',
      });
      return convolve(builder, builder.add('Conv', [images, weight], { name: 'conv' }), 'head', 4);
    });
    expect(reasons(found)).toMatchObject({ conv: '"copy" is not a constant of type float32' });
  });
});
