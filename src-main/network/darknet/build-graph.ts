import { EspalierError } from '../../../src-shared/errors.ts';
import type { YoloHead } from '../../../src-shared/detector.ts';
import { createGraphBuilder } from '../../graph/builder.ts';
import { withDetector } from '../../graph/detector.ts';
import type { Graph } from '../../graph/graph.ts';
import { appendLayer, describe, FITTING_SIDES, type LayerMap, type LayerValue } from './append-layer.ts';
import type { DarknetLayer, DarknetNetwork, YoloLayer } from './layer.ts';

/** 2 GiB of float32; YOLOv3 has 62 million. */
const MOST_WEIGHTS = 2 ** 29;
/** Of one layer's maps for one image: 16 GiB of float32. */
const MOST_ELEMENTS = 2 ** 32;

/**
 * The graph of a darknet network, its weights all 0. Nodes are named by their layer's index: `conv_0`, `conv_0.bn`, `conv_0.act`,
 * `shortcut_4`, … The input is `images` [N, channels, height, width]; the outputs are what each [yolo] layer reads, raw:
 * [N, anchors × (5 + classes), H, W]. The metadata says how they are to be read.
 * @param places how messages call each layer; by its index where left out.
 * @throws EspalierError `bad-network` that begins with the place of the layer that doesn't fit.
 */
export function buildDarknetGraph(network: DarknetNetwork, places?: readonly string[]): Graph {
  const builder = createGraphBuilder(network.name);
  const { channels, height, width } = network;
  const images: LayerMap = {
    kind: 'map',
    value: builder.input('images', 'float32', ['N', channels, height, width]),
    channels,
    height,
    width,
  };
  const values: LayerValue[] = [];
  const heads: YoloHead[] = [];
  let classes: number | undefined;
  let weights = 0;
  for (const [index, layer] of network.layers.entries()) {
    const refuse = (problem: string): never => {
      throw new EspalierError('bad-network', `${places?.[index] ?? `layer ${index}, [${layer.kind}],`} ${problem}`);
    };
    const previous = values.at(-1) ?? images;
    if (previous.kind === 'boxes') {
      if (layer.kind === 'route') {
        values.push(appendLayer(builder, layer, { index, previous: images, values, refuse }));
        continue;
      }
      return refuse('follows a [yolo], whose boxes no layer can read; a [route] to another layer has to come between');
    }
    if (layer.kind === 'yolo') {
      const head = readHead(layer, previous, network, refuse);
      if (heads.some(({ output }) => output === head.output)) refuse('reads what another [yolo] reads already');
      if (classes !== undefined && classes !== layer.classes) {
        refuse(`has ${layer.classes} classes, and a [yolo] before it ${classes}`);
      }
      builder.output(head.output, 'float32', ['N', previous.channels, previous.height, previous.width]);
      heads.push(head);
      classes = layer.classes;
      values.push({ kind: 'boxes' });
      continue;
    }
    weights += countWeights(layer, previous.channels);
    if (weights > MOST_WEIGHTS) refuse(`makes it ${weights} weights; ${MOST_WEIGHTS} are the limit`);
    const made = appendLayer(builder, layer, { index, previous, values, refuse });
    if (made.channels * made.height * made.width > MOST_ELEMENTS) refuse(`makes ${describe(made)} values, too many`);
    values.push(made);
  }
  if (classes === undefined) throw new EspalierError('bad-network', 'it has no [yolo] layer, hence no boxes');
  return withDetector(builder.build(), { kind: 'yolo', classes, heads });
}

function countWeights(layer: DarknetLayer, channels: number): number {
  if (layer.kind !== 'convolutional') return 0;
  const { filters, groups, size } = layer;
  return filters * ((channels / groups) * size * size + (layer.batchNormalize ? 4 : 1));
}

function readHead(
  { classes, anchors, mask, centreScale }: YoloLayer,
  map: LayerMap,
  { height, width }: DarknetNetwork,
  refuse: (problem: string) => never,
): YoloHead {
  const needed = mask.length * (5 + classes);
  if (map.channels !== needed) {
    refuse(
      `needs ${needed} channels, ${mask.length} anchors × (5 + ${classes} classes), and the layer before has ${map.channels}`,
    );
  }
  const stride = height / map.height;
  if (!Number.isInteger(stride) || width / map.width !== stride) {
    refuse(
      `has ${map.height}×${map.width} cells, which don't divide images of ${height}×${width} evenly; ${FITTING_SIDES}`,
    );
  }
  return {
    output: map.value,
    stride,
    anchors: mask.map((index) => anchors[index] ?? refuse(`has no anchor ${index}`)),
    ...(centreScale === 1 ? {} : { centreScale }),
  };
}
