import { float, int, ints, text } from '../../graph/attribute.ts';
import type { GraphBuilder } from '../../graph/builder.ts';
import { floatTensor, zeros } from '../../graph/tensor.ts';
import { appendActivation } from './append-activation.ts';
import type { ConvolutionalLayer, DarknetLayer, RouteLayer, Strides, YoloLayer } from './layer.ts';

/** A value of the graph that holds a layer's maps. */
export interface LayerMap {
  readonly kind: 'map';
  readonly value: string;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** What a layer makes; a [yolo] makes boxes, which no layer can read. */
export type LayerValue = LayerMap | { readonly kind: 'boxes' };

export interface LayerContext {
  readonly index: number;
  readonly values: readonly LayerValue[];
  /** What the layer before makes, or the images. */
  readonly previous: LayerMap;
  readonly refuse: (problem: string) => never;
}

/** As darknet's `.000001f` and OpenCV's reader have it. */
export const BATCH_NORM_EPSILON = 1e-6;

/** What helps most networks whose maps don't meet. */
export const FITTING_SIDES = 'images whose sides are multiples of 32 mostly fit';

type Layer = Exclude<DarknetLayer, YoloLayer>;

/** Appends a layer's nodes, weights all 0. */
export function appendLayer(builder: GraphBuilder, layer: Layer, context: LayerContext): LayerMap {
  const { index, previous, refuse } = context;
  switch (layer.kind) {
    case 'convolutional':
      return appendConvolution(builder, layer, context);
    case 'shortcut': {
      const other = readMap(layer.from, context);
      if (!haveEqualShapes(previous, other)) {
        refuse(
          `adds ${describe(previous)} of the layer before and ${describe(other)} of layer ${layer.from}, and they have to be equal`,
        );
      }
      const name = `shortcut_${index}`;
      const sum = builder.add('Add', [previous.value, other.value], { name });
      return { ...previous, value: appendActivation(builder, sum, layer.activation, `${name}.act`) };
    }
    case 'route':
      return appendRoute(builder, layer, context);
    case 'upsample': {
      const name = `upsample_${index}`;
      const scales = builder.weight(`${name}.scales`, floatTensor([4], [1, 1, layer.stride, layer.stride]));
      const value = builder.add('Resize', [previous.value, '', scales], {
        name,
        attributes: {
          mode: text('nearest'),
          coordinate_transformation_mode: text('asymmetric'),
          nearest_mode: text('floor'),
        },
      });
      return { ...previous, value, height: previous.height * layer.stride, width: previous.width * layer.stride };
    }
    case 'maxpool': {
      const { size, strides, padding } = layer;
      // Only so do all windows reach into the map.
      if (padding >= 2 * size) refuse(`pads by ${padding}, which is too much for windows of ${size}`);
      const [near, far] = [Math.floor(padding / 2), Math.ceil(padding / 2)];
      const value = builder.add('MaxPool', [previous.value], {
        name: `maxpool_${index}`,
        attributes: {
          kernel_shape: ints([size, size]),
          strides: ints(strides),
          pads: ints([near, near, far, far]),
        },
      });
      return { ...previous, value, ...moveWindow(context, size, strides, padding) };
    }
    case 'dropout':
      return previous;
  }
}

function appendConvolution(builder: GraphBuilder, layer: ConvolutionalLayer, context: LayerContext): LayerMap {
  const { filters, size, strides, padding, groups } = layer;
  const { index, previous, refuse } = context;
  if (previous.channels % groups !== 0 || filters % groups !== 0) {
    refuse(`can't part ${previous.channels} channels and ${filters} filters into ${groups} groups`);
  }
  const name = `conv_${index}`;
  const extent = moveWindow(context, size, strides, 2 * padding);
  const inputs = [
    previous.value,
    builder.weight(`${name}.weight`, zeros([filters, previous.channels / groups, size, size])),
    ...(layer.batchNormalize ? [] : [builder.weight(`${name}.bias`, zeros([filters]))]),
  ];
  const convolved = builder.add('Conv', inputs, {
    name,
    attributes: {
      kernel_shape: ints([size, size]),
      pads: ints([padding, padding, padding, padding]),
      strides: ints(strides),
      group: int(groups),
    },
  });
  const normalised = layer.batchNormalize ? appendBatchNorm(builder, convolved, `${name}.bn`, filters) : convolved;
  const value = appendActivation(builder, normalised, layer.activation, `${name}.act`);
  return { kind: 'map', value, channels: filters, ...extent };
}

function appendBatchNorm(builder: GraphBuilder, value: string, name: string, channels: number): string {
  const parts = ['scale', 'bias', 'mean', 'variance'].map((part) =>
    builder.weight(`${name}.${part}`, zeros([channels])),
  );
  return builder.add('BatchNormalization', [value, ...parts], {
    name,
    attributes: { epsilon: float(BATCH_NORM_EPSILON), momentum: float(0.9) },
  });
}

function appendRoute(builder: GraphBuilder, route: RouteLayer, context: LayerContext): LayerMap {
  const name = `route_${context.index}`;
  const parts = route.layers.map((layer, index) => {
    const map = readMap(layer, context);
    return takeGroup(builder, map, route, route.layers.length === 1 ? name : `${name}.part_${index}`, context);
  });
  const [first, ...others] = parts;
  if (first === undefined) return context.refuse('names no layer');
  if (others.length === 0) return first;
  const different = others.find(({ height, width }) => height !== first.height || width !== first.width);
  if (different !== undefined) {
    context.refuse(
      `joins maps of ${first.height}×${first.width} and ${different.height}×${different.width}; ${FITTING_SIDES}`,
    );
  }
  const value = builder.add(
    'Concat',
    parts.map((part) => part.value),
    { name, attributes: { axis: int(1) } },
  );
  return { ...first, value, channels: parts.reduce((sum, { channels }) => sum + channels, 0) };
}

/** One of equal groups of channels. */
function takeGroup(
  builder: GraphBuilder,
  map: LayerMap,
  { groups, group }: RouteLayer,
  name: string,
  { refuse }: LayerContext,
): LayerMap {
  if (groups === 1) return map;
  if (map.channels % groups !== 0) refuse(`can't part ${map.channels} channels into ${groups} groups`);
  const channels = map.channels / groups;
  const bounds = [[group * channels], [(group + 1) * channels], [1]].map((values) => builder.ints(values));
  return { ...map, value: builder.add('Slice', [map.value, ...bounds], { name }), channels };
}

function readMap(layer: number, { values, refuse }: LayerContext): LayerMap {
  const value = values[layer];
  if (value === undefined) return refuse(`names layer ${layer}, which isn't there`);
  return value.kind === 'map' ? value : refuse(`names layer ${layer}, a [yolo], whose boxes no layer can read`);
}

function moveWindow({ previous, refuse }: LayerContext, size: number, strides: Strides, padding: number) {
  const [height, width] = [
    Math.floor((previous.height + padding - size) / strides[0]) + 1,
    Math.floor((previous.width + padding - size) / strides[1]) + 1,
  ];
  if (height < 1 || width < 1) refuse(`has windows of ${size}×${size}, which don't fit ${describe(previous)}`);
  return { height, width };
}

function haveEqualShapes(one: LayerMap, other: LayerMap): boolean {
  return one.channels === other.channels && one.height === other.height && one.width === other.width;
}

/** Its shape for a message. */
export function describe({ channels, height, width }: LayerMap): string {
  return `${channels}×${height}×${width}`;
}
