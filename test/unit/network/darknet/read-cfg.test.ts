import { describe, expect, it } from 'vitest';
import { readDetector } from '../../../../src-main/graph/detector.ts';
import type { Graph } from '../../../../src-main/graph/graph.ts';
import { inferShapes } from '../../../../src-main/graph/shape-inference.ts';
import { buildDarknetGraph } from '../../../../src-main/network/darknet/build-graph.ts';
import { readCfg, type ImageSize } from '../../../../src-main/network/darknet/read-cfg.ts';
import { expectError } from '../../../expect-error.ts';

/** As a cfg may look: blanks, comments, settings of training, an index from the start and one from the end, a key twice. */
const SOUND = `
# a comment
[net]
batch = 64
width = 64
height=32
channels=3   ; another

[convolutional]
batch_normalize = 1
filters=4
filters=9
size=3
stride=2
pad=1
activation=leaky

[convolutional]
filters=4
size=3
pad=1
activation=linear

[shortcut]
from=-2
activation=relu

[dropout]
probability=.5

[route]
layers = -1, 0

[convolutional]
filters=16 # 2 * (5 + 3)
activation=linear

[yolo]
mask = 2,0
anchors = 4,5,  6.5,8,  9,12,
classes=3
ignore_thresh=.7
`;

function read(text: string, size?: ImageSize): Graph {
  const { network, places } = readCfg(text, 'cfg', size);
  return buildDarknetGraph(network, places);
}

describe('a darknet cfg', () => {
  const graph = read(SOUND);

  it('becomes a graph whose nodes are named by their layers', () => {
    expect(graph.nodes.map(({ name, operator }) => `${name} ${operator}`)).toEqual([
      'conv_0 Conv',
      'conv_0.bn BatchNormalization',
      'conv_0.act LeakyRelu',
      'conv_1 Conv',
      'shortcut_2 Add',
      'shortcut_2.act Relu',
      'route_4 Concat',
      'conv_5 Conv',
    ]);
    expect(graph.nodes.find(({ name }) => name === 'route_4')?.inputs).toEqual(['shortcut_2.act', 'conv_0.act']);
    expect(graph.inputs).toEqual([{ name: 'images', type: 'float32', shape: ['N', 3, 32, 64] }]);
    expect(inferShapes(graph).get('conv_5')).toEqual(['N', 16, 16, 32]);
    expect(graph.outputs).toEqual([{ name: 'conv_5', type: 'float32', shape: ['N', 16, 16, 32] }]);
  });

  it('says how its outputs are to be read: the anchors that the mask names, in its order', () => {
    expect(readDetector(graph)).toEqual({
      kind: 'yolo',
      classes: 3,
      heads: [{ output: 'conv_5', stride: 2, anchors: [[9, 12], [4, 5]] }], // prettier-ignore
    });
  });

  it('takes images of another size', () => {
    expect(read(SOUND, { height: 96, width: 128 }).outputs[0]?.shape).toEqual(['N', 16, 48, 64]);
  });

  it.each<[what: string, part: string, wrong: string, at: string, message: string]>([
    ['an unknown section', '[dropout]', '[lstm]', '[lstm]', 'a section [lstm] is not supported'],
    ['nothing', 'batch = 64', 'batch 64', 'batch 64', '"batch64" is neither a [section] nor key=value'],
    ['a later layer: a circle', 'from=-2', 'from=4', 'from', '"from" is 4: this is layer 2, and layer 4 doesn\'t come'],
    ['a layer itself', 'from=-2', 'from=2', 'from', "this is layer 2, and layer 2 doesn't come before it"],
    ['no such layer', '-1, 0', '-1, -5', 'layers', 'this is layer 4, and no layer is 5 before it'],
    [
      'an unequal sum',
      'filters=4\nsize',
      'filters=5\nsize',
      '[shortcut]',
      '[shortcut] adds 5×16×32 of the layer before and 4×',
    ],
    [
      'unfitting filters',
      'filters=16',
      'filters=255',
      '[yolo]',
      '[yolo] needs 16 channels, 2 anchors × (5 + 3 classes), and the layer before has 255',
    ],
    ['a missing anchor', 'mask = 2,0', 'mask = 3', 'mask', '"mask" is 3: it has to be from 0 to 2'],
    ['no size', 'width = 64', '', '[net]', '"width" is missing: it has to be given'],
    ['an absurd size', 'width = 64', 'width = 3000000', 'width', '"width" is 3000000: it has to be from 1 to 16384'],
    ['absurd filters', 'filters=4', 'filters=9000000000', 'filters', 'it has to be from 1 to 65536'],
    [
      'too many weights',
      'filters=4',
      'filters=60000',
      '[convolutional]\nfilters=60000',
      'weights; 536870912 are the limit',
    ],
    ['no number', 'stride=2', 'stride=two', 'stride', '"stride" is two: it is not a number'],
    ['half a number', 'stride=2', 'stride=1.5', 'stride', 'only whole numbers'],
    ['an unknown activation', '=leaky', '=gelu', 'activation=gelu', '"activation" is gelu: only linear, leaky'],
    [
      'what would compute something else',
      'size=3\nstride',
      'size=3\ndilation=2\nstride',
      'dilation',
      '"dilation" is 2: only 1',
    ],
    ['a layer of boxes', 'ignore_thresh=.7', '[upsample]', '[upsample]', '[upsample] follows a [yolo], whose boxes'],
    ['another start', '[net]', '[maxpool]', '[maxpool]', 'the first section has to be [net]'],
  ])('that says %s is refused by the line', (_, part, wrong, at, message) => {
    const text = SOUND.replaceAll(part, wrong);
    const line = text.slice(0, text.indexOf(at)).split('\n').length;
    const escaped = message.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    expectError(() => read(text), 'bad-network', new RegExp(`line ${line}: .*${escaped}`));
  });

  it('without a [yolo] is refused', () => {
    expectError(() => read(SOUND.replace('[yolo]', '[dropout]')), 'bad-network', /it has no \[yolo\] layer/);
  });
});
