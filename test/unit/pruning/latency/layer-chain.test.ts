import { describe, expect, it } from 'vitest';
import { inferShapes } from '../../../../src-main/graph/shape-inference.ts';
import { withBatchSize } from '../../../../src-main/graph/graph.ts';
import { buildVgg16 } from '../../../../src-main/network/vgg16.ts';
import { buildDarknetGraph } from '../../../../src-main/network/darknet/build-graph.ts';
import { yolov3 } from '../../../../src-main/network/darknet/yolov3.ts';
import { buildChain, bytesOfChannel } from '../../../../src-main/pruning/latency/build-chain.ts';
import { findChains } from '../../../../src-main/pruning/latency/layer-chain.ts';

const vgg16 = findChains(buildVgg16({ classes: 10, width: 0.25, seed: 1 }));

describe('findChains', () => {
  it('has every layer of VGG16 with the next convolution, across the pooling between them', () => {
    expect(vgg16.map(({ name }) => name)).toHaveLength(13);
    const shrinking = vgg16.filter(({ chains }) => chains[0]?.shrink[0] === 2).map(({ name }) => name);
    expect(shrinking).toEqual(['conv1_2', 'conv2_2', 'conv3_3', 'conv4_3']);
  });

  it('times the last layer alone: its channels are read by no convolution', () => {
    expect(vgg16.at(-1)?.chains[0]?.reader).toBeUndefined();
  });

  it('gives layers of the same shape equal chains, so that they are measured once', () => {
    expect(vgg16.find(({ name }) => name === 'conv5_2')?.chains).toEqual(
      vgg16.find(({ name }) => name === 'conv5_1')?.chains,
    );
  });

  it('takes the layers of a sum together: they can only have the same number of channels', () => {
    const graph = buildDarknetGraph(yolov3({ classes: 3, width: 0.125, input: { height: 64, width: 64 } }));
    const largest = findChains(graph).reduce((most, group) =>
      group.layers.length > most.layers.length ? group : most,
    );
    expect(largest.layers).toHaveLength(9);
  });
});

describe('buildChain', () => {
  it.each(vgg16.map((group) => [group.name, group] as const))('%s: a network that can be run', (_, group) => {
    const [chain] = group.chains;
    expect(chain).toBeDefined();
    if (chain === undefined) return;
    for (const channels of [1, 3, group.channels]) {
      const graph = buildChain(chain, channels);
      const shape = inferShapes(withBatchSize(graph, 2)).get(graph.outputs[0]?.name ?? '');
      expect(shape?.slice(0, 2)).toEqual([2, chain.reader?.filters ?? channels]);
      const bytes = [...graph.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
      expect(bytes).toBe(bytesOfChannel(chain) * channels);
    }
  });
});
