import type { YoloDetector, YoloHead } from '../../../src-shared/detector.ts';
import { readDetector } from '../../graph/detector.ts';
import { consumers, withBatchSize, type Graph, type GraphNode } from '../../graph/graph.ts';
import { readImageInput } from '../../graph/image-input.ts';
import { inferShapes } from '../../graph/shape-inference.ts';
import { refuseNetwork } from '../weights/refuse-network.ts';
import type { DarknetLayer, DarknetNetwork, RouteLayer, YoloLayer } from './layer.ts';
import { matchActivation } from './match-activation.ts';
import {
  checkConcatenation,
  checkSum,
  matchConvolution,
  matchGroup,
  matchPooling,
  matchUpsample,
  refuseNode,
} from './match-layer.ts';

/** A convolution and the batch normalisation that its layer does too. */
export interface LayerConvolution {
  readonly node: GraphNode;
  readonly batchNorm: GraphNode | undefined;
}

/** A network as darknet's layers. */
export interface GraphLayers {
  readonly network: DarknetNetwork;
  /** In the layers' order. */
  readonly convolutions: readonly LayerConvolution[];
}

/**
 * The layers of darknet that compute what a graph does, of any widths. A layer reads the one before; where the graph does not, a [route]
 * comes between.
 * @throws EspalierError `bad-network` naming the node that darknet has no layer for.
 */
export function layersOfGraph(graph: Graph): GraphLayers {
  const detector = readYolo(graph);
  const { images, channels, height, width } = readImageInput(graph);
  const shapes = inferShapes(withBatchSize(graph, 1));
  const readers = consumers(graph);
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  /** Nothing where the value also is an output, so that no layer takes it in. */
  const soleReaders = (value: string): readonly GraphNode[] => (outputs.has(value) ? [] : (readers.get(value) ?? []));
  const heads = new Map(detector.heads.map((head) => [head.output, head]));
  const layers: DarknetLayer[] = [];
  const convolutions: LayerConvolution[] = [];
  const layerOf = new Map([[images, -1]]);
  const taken = new Set<GraphNode>();

  for (const node of graph.nodes) if (!taken.has(node)) addNode(node);
  const missing = [...outputs, ...heads.keys()].find((output) => !layerOf.has(output) || !heads.has(output));
  if (missing !== undefined) refuseNetwork(`"${graph.name}": its output "${missing}" is not that of a head`);
  return { network: { name: graph.name, channels, height, width, layers }, convolutions };

  function addNode(node: GraphNode): void {
    const [input = ''] = node.inputs;
    const [output = ''] = node.outputs;
    switch (node.operator) {
      case 'Conv': {
        readPrevious(node, input);
        const [next, another] = soleReaders(output);
        const batchNorm = next?.operator === 'BatchNormalization' && another === undefined ? next : undefined;
        if (batchNorm !== undefined) taken.add(batchNorm);
        const activation = takeActivation(batchNorm?.outputs[0] ?? output);
        convolutions.push({ node, batchNorm });
        const batchNormalize = batchNorm !== undefined;
        addLayer(activation.value, {
          ...matchConvolution(node, shapes),
          batchNormalize,
          activation: activation.activation,
        });
        break;
      }
      case 'Add': {
        checkSum(node, shapes);
        const [one = '', two = ''] = node.inputs;
        const [nearer, farther] = placeOf(node, one) === layers.length - 1 ? [one, two] : [two, one];
        const from = layerNumber(node, farther);
        readPrevious(node, nearer);
        const { activation, value } = takeActivation(output);
        addLayer(value, { kind: 'shortcut', from, activation });
        break;
      }
      case 'Concat':
        checkConcatenation(node);
        addLayer(output, routeTo(node, node.inputs));
        break;
      case 'Slice':
        addLayer(output, { ...routeTo(node, [input]), ...matchGroup(node, graph, shapes) });
        break;
      case 'Resize':
        readPrevious(node, input);
        addLayer(output, matchUpsample(node, shapes));
        break;
      case 'MaxPool':
        readPrevious(node, input);
        addLayer(output, matchPooling(node));
        break;
      case 'Identity':
      case 'Dropout':
        addValue(output, placeOf(node, input));
        break;
      default:
        refuseNode(node, 'darknet has no layer that does this here');
    }
  }

  function addLayer(value: string, layer: DarknetLayer): void {
    layers.push(layer);
    addValue(value, layers.length - 1);
  }

  function addValue(value: string, place: number): void {
    layerOf.set(value, place);
    const head = heads.get(value);
    if (head === undefined) return;
    if (place !== layers.length - 1) layers.push({ kind: 'route', layers: [place], groups: 1, group: 0 });
    layers.push(yoloOf(head, detector));
  }

  function placeOf(node: GraphNode, value: string): number {
    return layerOf.get(value) ?? refuseNode(node, `darknet has no layer that takes the constant "${value}"`);
  }

  function layerNumber(node: GraphNode, value: string): number {
    const place = placeOf(node, value);
    return place >= 0 ? place : refuseNode(node, 'no layer of darknet can go back to the images');
  }

  function routeTo(node: GraphNode, values: readonly string[]): RouteLayer {
    return { kind: 'route', layers: values.map((value) => layerNumber(node, value)), groups: 1, group: 0 };
  }

  /** Sees to it that the layer before is the one that makes a value. */
  function readPrevious(node: GraphNode, value: string): void {
    if (placeOf(node, value) !== layers.length - 1) layers.push(routeTo(node, [value]));
  }

  function takeActivation(value: string): ReturnType<typeof matchActivation> {
    const matched = matchActivation(graph, soleReaders, value);
    for (const node of matched.nodes) taken.add(node);
    return matched;
  }
}

function readYolo(graph: Graph): YoloDetector {
  const detector = readDetector(graph);
  return detector.kind === 'yolo'
    ? detector
    : refuseNetwork(`"${graph.name}": darknet has no layer for the boxes of a ${detector.kind} network`);
}

/** A head with all anchors of the network, from small to large, of which it has some. */
function yoloOf({ anchors, centreScale = 1 }: YoloHead, { classes, heads }: YoloDetector): YoloLayer {
  const all = new Map(heads.flatMap((head) => head.anchors.map((anchor) => [anchor.join(), anchor] as const)));
  const ordered = [...all.values()].sort(([width, height], [otherWidth, otherHeight]) => {
    return width * height - otherWidth * otherHeight;
  });
  const names = ordered.map((anchor) => anchor.join());
  return {
    kind: 'yolo',
    classes,
    anchors: ordered,
    mask: anchors.map((anchor) => names.indexOf(anchor.join())),
    centreScale,
  };
}
