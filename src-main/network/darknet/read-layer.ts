import { readInteger, readIntegers, readNumbers, readWord, refuseSetting, requireNeutral } from './cfg-settings.ts';
import { refuseLine, shorten, type CfgSection } from './cfg-section.ts';
import {
  ACTIVATIONS,
  type Activation,
  type ConvolutionalLayer,
  type DarknetLayer,
  type Strides,
  type YoloLayer,
} from './layer.ts';

const FILTERS = { least: 1, most: 1 << 16 };
const WINDOW = { least: 1, most: 1 << 10 };
const PADDING = { least: 0, most: 1 << 10 };
const INDEX = { least: -1e6, most: 1e6 };
const MOST_ANCHORS = 1000;

/**
 * The layer that a section of a cfg describes; `index` is its own, which negative ones count from.
 * @throws EspalierError `bad-network` naming the line, where the section or one of its settings isn't known or supported here.
 */
export function readLayer(section: CfgSection, index: number): DarknetLayer {
  switch (section.kind) {
    case 'convolutional':
    case 'conv':
      return readConvolutional(section);
    case 'shortcut':
      requireNeutral(section, { weights_type: 'none', alpha: 1, beta: 1 });
      return {
        kind: 'shortcut',
        from: resolveLayer(section, 'from', readInteger(section, 'from', undefined, INDEX), index),
        activation: readActivation(section, 'linear'),
      };
    case 'route':
      return readRoute(section, index);
    case 'upsample':
      requireNeutral(section, { scale: 1 });
      return { kind: 'upsample', stride: readInteger(section, 'stride', 2, WINDOW) };
    case 'maxpool':
    case 'max': {
      requireNeutral(section, { maxpool_depth: 0, antialiasing: 0 });
      const strides = readStrides(section);
      const size = readInteger(section, 'size', strides[0], WINDOW);
      return { kind: 'maxpool', size, strides, padding: readInteger(section, 'padding', size - 1, PADDING) };
    }
    case 'dropout':
      return { kind: 'dropout' };
    case 'yolo':
      return readYolo(section);
    default:
      return refuseLine(
        section.line,
        `a section [${shorten(section.kind)}] is not supported; [convolutional], [shortcut], [route], [upsample], [maxpool], [dropout] and [yolo] are`,
      );
  }
}

function readConvolutional(section: CfgSection): ConvolutionalLayer {
  requireNeutral(section, { dilation: 1, binary: 0, xnor: 0, bin_output: 0, antialiasing: 0, assisted_excitation: 0 });
  requireNeutral(section, { share_index: 'none', deform: 0, rotate: 0, stretch: 0, stretch_sway: 0, sway: 0 });
  const size = readInteger(section, 'size', 1, WINDOW);
  const isPadded = readInteger(section, 'pad', 0, PADDING) !== 0;
  return {
    kind: 'convolutional',
    filters: readInteger(section, 'filters', 1, FILTERS),
    size,
    strides: readStrides(section),
    padding: isPadded ? Math.floor(size / 2) : readInteger(section, 'padding', 0, PADDING),
    groups: readInteger(section, 'groups', 1, FILTERS),
    batchNormalize: readInteger(section, 'batch_normalize', 0, { least: 0, most: 1 }) === 1,
    activation: readActivation(section, 'logistic'),
  };
}

function readStrides(section: CfgSection): Strides {
  const stride = readInteger(section, 'stride', 1, WINDOW);
  return [readInteger(section, 'stride_y', stride, WINDOW), readInteger(section, 'stride_x', stride, WINDOW)];
}

function readActivation(section: CfgSection, fallback: Activation): Activation {
  const word = readWord(section, 'activation', fallback);
  return (
    ACTIVATIONS.find((known) => known === word) ??
    refuseSetting(section, 'activation', `only ${ACTIVATIONS.join(', ')} are supported`)
  );
}

function readRoute(section: CfgSection, index: number): DarknetLayer {
  const groups = readInteger(section, 'groups', 1, FILTERS);
  return {
    kind: 'route',
    layers: readIntegers(section, 'layers', undefined, INDEX).map((layer) =>
      resolveLayer(section, 'layers', layer, index),
    ),
    groups,
    group: readInteger(section, 'group_id', 0, { least: 0, most: groups - 1 }),
  };
}

/** An absolute index out of one that may be counted back from the layer's own. */
function resolveLayer(section: CfgSection, key: string, layer: number, index: number): number {
  const absolute = layer < 0 ? index + layer : layer;
  if (absolute < 0) refuseSetting(section, key, `this is layer ${index}, and no layer is ${-layer} before it`);
  if (absolute >= index) {
    refuseSetting(
      section,
      key,
      `this is layer ${index}, and layer ${absolute} doesn't come before it: that would be a circle, or it isn't there`,
    );
  }
  return absolute;
}

function readYolo(section: CfgSection): YoloLayer {
  requireNeutral(section, { new_coords: 0 });
  const numbers = readNumbers(section, 'anchors', undefined);
  const anchors = pairUp(numbers);
  if (numbers.length % 2 !== 0) refuseSetting(section, 'anchors', 'a width without a height');
  if (anchors.length > MOST_ANCHORS) refuseSetting(section, 'anchors', `at most ${MOST_ANCHORS} are supported`);
  if (numbers.some((size) => size <= 0)) refuseSetting(section, 'anchors', 'sizes have to be above 0');
  const [centreScale = 1] = readNumbers(section, 'scale_x_y', [1]);
  if (centreScale < 1 || centreScale > 4) refuseSetting(section, 'scale_x_y', 'it has to be from 1 to 4');
  return {
    kind: 'yolo',
    classes: readInteger(section, 'classes', 20, FILTERS),
    anchors,
    mask: readIntegers(section, 'mask', [...anchors.keys()], { least: 0, most: anchors.length - 1 }),
    centreScale,
  };
}

function pairUp(numbers: readonly number[]): (readonly [number, number])[] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, pair) => [
    numbers[2 * pair] ?? 0,
    numbers[2 * pair + 1] ?? 0,
  ]);
}
