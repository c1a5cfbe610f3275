import { describe, expect, it } from 'vitest';
import { int, ints } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../src-main/graph/builder.ts';
import { floatTensor } from '../../../src-main/graph/tensor.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { surveyLayers, type LayerSurvey } from '../../../src-main/pruning/prunable-layers.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { addConvolution, randomTensor } from '../../small-network.ts';

const random = createRandom(1);

/** Surveys a network that `build` adds to a 3-channel 4×4 input; `build` returns the value that becomes the output. */
function survey(build: (builder: GraphBuilder, images: string) => string): LayerSurvey {
  const builder = createGraphBuilder('surveyed');
  const output = build(builder, builder.input('images', 'float32', ['N', 3, 4, 4]));
  builder.output(output, 'float32', ['N']);
  return surveyLayers(builder.build());
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

function reasons({ unprunable }: LayerSurvey): Record<string, string> {
  return Object.fromEntries(unprunable.map(({ name, reason }) => [name, reason]));
}

describe('surveyLayers', () => {
  it('finds all 13 convolutions of VGG16, each read by the next and the last by the linear layer', () => {
    const { prunable, unprunable } = surveyLayers(buildVgg16({ classes: 10, width: 0.0625, seed: 1 }));
    expect(unprunable).toEqual([]);
    expect(prunable.map(({ name }) => name)).toHaveLength(13);
    const readers = prunable.flatMap((layer) => layer.readers.map((reader) => reader.layer));
    expect(readers).toEqual([...prunable.slice(1).map(({ name }) => name), 'classifier']);
    expect(prunable[0]).toMatchObject({
      name: 'conv1_1',
      channels: 4,
      perChannel: ['scale', 'bias', 'mean', 'variance'].map((part) => `conv1_1.bn.${part}`),
      readers: [{ layer: 'conv1_2', weight: 'conv1_2.weight', axis: 1, repeat: 1 }],
    });
    expect(prunable.at(-1)?.readers).toEqual([
      { layer: 'classifier', weight: 'classifier.weight', axis: 1, repeat: 1 },
    ]);
  });

  it('follows channels through Flatten, twice too: catches a linear layer cut at the wrong columns', () => {
    const { prunable } = survey((builder, images) => {
      const flat = builder.add('Flatten', [convolve(builder, images, 'conv', 3)]);
      const again = builder.add('Flatten', [builder.add('Relu', [flat])]);
      const weight = builder.weight('weight', randomTensor(random, [64, 2]));
      return builder.add('Gemm', [again, weight], { name: 'linear' });
    });
    expect(prunable[0]?.readers).toEqual([{ layer: 'linear', weight: 'weight', axis: 0, repeat: 16 }]);
  });

  it('leaves the ends of a residual connection, and prunes what is inside it', () => {
    const found = survey((builder, images) => {
      const stem = convolve(builder, images, 'stem', 3);
      const inner = convolve(builder, convolve(builder, stem, 'inner', 4), 'outer', 4);
      const sum = builder.add('Add', [stem, inner], { name: 'sum' });
      return convolve(builder, sum, 'head', 4);
    });
    expect(found.prunable.map(({ name }) => name)).toEqual(['inner']);
    expect(reasons(found)).toMatchObject({
      stem: 'its channels are coupled with others by Add "sum"',
      outer: 'its channels are coupled with others by Add "sum"',
    });
  });

  it('leaves what a Concat joins', () => {
    const found = survey((builder, images) => {
      const branches = ['left', 'right'].map((name) => convolve(builder, images, name, 3));
      return builder.add('Concat', branches, { name: 'join', attributes: { axis: int(1) } });
    });
    expect(found.prunable).toEqual([]);
    expect(reasons(found)).toMatchObject({ left: 'its channels are coupled with others by Concat "join"' });
  });

  it('prunes a layer that two convolutions read', () => {
    const { prunable } = survey((builder, images) => {
      const stem = convolve(builder, images, 'stem', 3);
      const branches = ['left', 'right'].map((name) => convolve(builder, stem, name, 4));
      return builder.add('Concat', branches, { attributes: { axis: int(1) } });
    });
    expect(prunable.map(({ name }) => name)).toEqual(['stem']);
    expect(prunable[0]?.readers.map(({ layer }) => layer)).toEqual(['left', 'right']);
  });

  it('leaves grouped convolutions and what they read', () => {
    const found = survey((builder, images) => {
      const stem = convolve(builder, images, 'stem', 3);
      const weight = builder.weight('weight', randomTensor(random, [4, 1, 1, 1]));
      const attributes = { group: int(4), kernel_shape: ints([1, 1]) };
      return convolve(builder, builder.add('Conv', [stem, weight], { name: 'depthwise', attributes }), 'head', 4);
    });
    expect(reasons(found)).toMatchObject({
      stem: 'its channels are coupled with others by Conv "depthwise"',
      depthwise: 'it is a grouped convolution',
    });
  });

  it('leaves a layer that is an output of the network, behind its activation too', () => {
    const found = survey((builder, images) => convolve(builder, images, 'conv', 3));
    expect(reasons(found)).toEqual({ conv: 'it is an output of the network' });
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
    expect(found.prunable.map(({ name }) => name)).toEqual(['third']);
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
