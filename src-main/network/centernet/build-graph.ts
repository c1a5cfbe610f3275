import { EspalierError } from '../../../src-shared/errors.ts';
import { createGraphBuilder, type GraphBuilder } from '../../graph/builder.ts';
import { withDetector } from '../../graph/detector.ts';
import type { Graph } from '../../graph/graph.ts';
import {
  appendBatchNorm,
  appendConvolution,
  appendDeconvolution,
  appendMaxPool,
  appendRelu,
  type Maps,
} from './append-layer.ts';

/** How many filters a layer has, by its name and their number in the original. */
export type Filters = (layer: string, original: number) => number;

export interface CenterNetLayers {
  readonly classes: number;
  readonly headChannels: number;
  /** Of the images. */
  readonly input: { readonly height: number; readonly width: number };
  readonly filters: Filters;
}

/** Filters of ResNet-18's stages of two blocks each; all but the first halve the maps (arXiv 1512.03385, table 1). */
const STAGES = [64, 128, 256, 512] as const;
/** Filters of the transposed convolutions, each of which doubles the maps. */
const DECONVOLUTIONS = [256, 256, 256] as const;

/** How many pixels of the input a cell covers of the outputs, and of the coarsest maps. */
const STRIDE = 4;
const COARSEST_STRIDE = 32;

/**
 * The graph of a CenterNet, its weights all 0. Layers and weights have their names in the reference code's state dict (`layer1.0.conv1`,
 * `deconv_layers.3`, `hm.2`; `bn1.running_mean`), those of the backbone are torchvision's. The input is `images` [N, 3, H, W]; the outputs
 * are `hm`, the classes' logits [N, classes, H/4, W/4], `wh`, the sizes, and `reg`, the offsets of centres [N, 2, H/4, W/4].
 * @throws EspalierError `bad-network` where the input's sides are no multiples of 32.
 */
export function buildCenterNetGraph({ classes, headChannels, input, filters }: CenterNetLayers): Graph {
  const { height, width } = input;
  if (height % COARSEST_STRIDE !== 0 || width % COARSEST_STRIDE !== 0) {
    throw new EspalierError('bad-network', `CenterNet takes images of sides that 32 divides, not ${height}×${width}`);
  }
  const builder = createGraphBuilder('centernet');
  const images = { value: builder.input('images', 'float32', ['N', 3, height, width]), channels: 3 };
  const features = appendNeck(builder, appendBackbone(builder, images, filters), filters);
  for (const [head, channels] of [
    ['hm', classes],
    ['wh', 2],
    ['reg', 2],
  ] as const) {
    const name = `${head}.0`;
    const layer = { name, filters: filters(name, headChannels), size: 3, bias: true };
    const hidden = appendRelu(builder, appendConvolution(builder, features, layer), `${head}.1`);
    appendConvolution(builder, hidden, { name: `${head}.2`, filters: channels, size: 1, bias: true, output: head });
    builder.output(head, 'float32', ['N', channels, height / STRIDE, width / STRIDE]);
  }
  const detector = { kind: 'centernet', classes, heatmap: 'hm', size: 'wh', offset: 'reg', stride: STRIDE } as const;
  return withDetector(builder.build(), detector);
}

/** ResNet-18 without its last pooling and linear layer: maps of a 32nd of the input (arXiv 1512.03385). */
function appendBackbone(builder: GraphBuilder, images: Maps, filters: Filters): Maps {
  const stem = appendConvolution(builder, images, { name: 'conv1', filters: filters('conv1', 64), size: 7, stride: 2 });
  const first = appendMaxPool(builder, appendRelu(builder, appendBatchNorm(builder, stem, 'bn1'), 'relu'), 'maxpool');
  return STAGES.reduce((maps, count, stage) => {
    const stride = stage === 0 ? 1 : 2;
    const halved = appendBlock(builder, maps, `layer${stage + 1}.0`, count, stride, filters);
    return appendBlock(builder, halved, `layer${stage + 1}.1`, count, 1, filters);
  }, first);
}

/** Two convolutions beside a shortcut, which is a convolution of its own where the maps are halved. */
function appendBlock(
  builder: GraphBuilder,
  maps: Maps,
  block: string,
  count: number,
  stride: number,
  filters: Filters,
): Maps {
  const convolve = (from: Maps, layer: string, norm: string, size: number, step: number): Maps => {
    const name = `${block}.${layer}`;
    const convolution = { name, filters: filters(name, count), size, stride: step };
    return appendBatchNorm(builder, appendConvolution(builder, from, convolution), `${block}.${norm}`);
  };
  const inner = appendRelu(builder, convolve(maps, 'conv1', 'bn1', 3, stride), `${block}.relu1`);
  const outer = convolve(inner, 'conv2', 'bn2', 3, 1);
  const shortcut = stride === 1 ? maps : convolve(maps, 'downsample.0', 'downsample.1', 1, stride);
  const value = builder.add('Add', [outer.value, shortcut.value], { name: `${block}.add` });
  return appendRelu(builder, { ...outer, value }, `${block}.relu2`);
}

function appendNeck(builder: GraphBuilder, features: Maps, filters: Filters): Maps {
  return DECONVOLUTIONS.reduce((maps, count, index) => {
    const name = (step: number): string => `deconv_layers.${3 * index + step}`;
    const larger = appendDeconvolution(builder, maps, name(0), filters(name(0), count));
    return appendRelu(builder, appendBatchNorm(builder, larger, name(1)), name(2));
  }, features);
}
