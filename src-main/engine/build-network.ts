import { readFile } from 'node:fs/promises';
import { EspalierError } from '../../src-shared/errors.ts';
import type { Detector } from '../../src-shared/detector.ts';
import type { NetworkRecipe } from '../../src-shared/network-recipe.ts';
import type { DatasetShape } from '../data/dataset-shape.ts';
import { readClassifier } from '../graph/classifier.ts';
import { findDetector } from '../graph/detector.ts';
import { readImageInput } from '../graph/image-input.ts';
import { withBatchSize, type Graph } from '../graph/graph.ts';
import { inferShapes } from '../graph/shape-inference.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import { buildCenterNet } from '../network/centernet/centernet.ts';
import { readCenterNet } from '../network/centernet/load-centernet.ts';
import { readDarknetNetwork, readDarknetWeights } from '../network/darknet/read-darknet.ts';
import { buildYolov3 } from '../network/darknet/yolov3.ts';
import { buildVgg16, convolutionFilters, vgg16Filters } from '../network/vgg16.ts';
import { readVgg16, type LoadedNetwork } from '../network/weights/load-vgg16.ts';

/** Four poolings halve the sides, and one pixel has to be left. */
const SMALLEST_VGG16_IMAGE = 16;

/**
 * The network that a recipe names, for images of a shape; the seed draws initial weights.
 * @throws EspalierError `bad-network` where it can't be read or doesn't take such images.
 */
export async function buildNetwork(recipe: NetworkRecipe, shape: DatasetShape, seed: number): Promise<LoadedNetwork> {
  const built = await readOrBuild(recipe, shape, seed);
  checkFit(recipe, built.network, shape);
  return built;
}

async function readOrBuild(network: NetworkRecipe, shape: DatasetShape, seed: number): Promise<LoadedNetwork> {
  switch (network.kind) {
    case 'vgg16':
      return network.weights === undefined
        ? {
            network: buildVgg16({ classes: shape.classes, width: network.width, seed, imageSize: vgg16Side(shape) }),
            notes: [],
          }
        : vgg16Of({ ...network, weights: network.weights }, shape);
    case 'yolov3': {
      const { width, anchors, weights } = network;
      const fresh = buildYolov3({ classes: shape.classes, width, anchors, input: shape, seed });
      return weights === undefined ? { network: fresh, notes: [] } : readDarknetWeights(fresh, weights);
    }
    case 'centernet': {
      const { width, headChannels, weights } = network;
      const options = { classes: shape.classes, width, headChannels, input: shape, seed };
      return weights === undefined ? { network: buildCenterNet(options), notes: [] } : readCenterNet(options, weights);
    }
    case 'darknet':
      return readDarknetNetwork(network.path, network.weights, { seed, imageSize: shape });
    case 'onnx':
      // Exporters often fix the batch at the size of their example.
      return {
        network: withInputSize(
          withBatchSize(decodeOnnx(await readNetworkFile(network.path), network.path), 'N'),
          shape,
        ),
        notes: [],
      };
  }
}

type Vgg16Recipe = Extract<NetworkRecipe, { kind: 'vgg16' }>;

/** A VGG16 out of a file. A width other than the usual is checked: the file says how wide the network is. */
async function vgg16Of(
  { weights, width }: Vgg16Recipe & { readonly weights: string },
  shape: DatasetShape,
): Promise<LoadedNetwork> {
  const { network, notes } = await readVgg16(weights, vgg16Side(shape));
  const filters = convolutionFilters(network);
  if (width !== 1 && filters.some((count, index) => count !== vgg16Filters(width)[index])) {
    throw new EspalierError(
      'bad-network',
      `${weights} has layers of ${filters.join(', ')} filters, which is not "width" ${width}: leave "width" out`,
    );
  }
  return { network, notes };
}

/** The side of square images. @throws EspalierError `bad-network` where vgg16 can't take them. */
function vgg16Side({ name, height, width }: DatasetShape): number {
  if (height !== width || height < SMALLEST_VGG16_IMAGE) {
    throw new EspalierError(
      'bad-network',
      `vgg16 takes square images from ${SMALLEST_VGG16_IMAGE}×${SMALLEST_VGG16_IMAGE} on, and is made for 32×32; "${name}" has ${height}×${width}: give an image folder "size": 32`,
    );
  }
  return height;
}

function checkFit({ kind }: NetworkRecipe, network: Graph, shape: DatasetShape): void {
  const { channels, height, width } = readImageInput(network);
  if (channels !== shape.channels || height !== shape.height || width !== shape.width) {
    throw new EspalierError(
      'bad-network',
      `the network takes ${channels}×${height}×${width} images; "${shape.name}" has ${shape.channels}×${shape.height}×${shape.width}`,
    );
  }
  const detector = findDetector(network);
  if ((detector !== undefined) !== (shape.task === 'detection')) {
    throw new EspalierError(
      'bad-network',
      `the network is ${detector === undefined ? 'no detector' : 'a detector'}, and "${shape.name}" is for ${shape.task}`,
    );
  }
  const { classes } = detector ?? readClassifier(network);
  if (classes !== shape.classes) {
    throw new EspalierError(
      'bad-network',
      `the network tells ${classes} classes apart; "${shape.name}" has ${shape.classes}${kind === 'darknet' ? adviseOnCfg(detector, shape) : ''}`,
    );
  }
}

/** How a cfg is made one for other classes; weights of the former ones are then read but for the layers that give the boxes. */
function adviseOnCfg(detector: Detector | undefined, { classes }: DatasetShape): string {
  if (detector?.kind !== 'yolo') return '';
  const filters = new Set(detector.heads.map(({ anchors }) => anchors.length * (5 + classes)));
  return `: in a copy of the cfg, set classes=${classes} in every [yolo] and filters=${[...filters].join(' or ')} in the [convolutional] before each; its .weights still give all other layers`;
}

/** A detector for images of another size: all of it moves over maps of any. Others stay as they are. */
function withInputSize(network: Graph, { height, width }: DatasetShape): Graph {
  if (findDetector(network) === undefined) return network;
  const { channels } = readImageInput(network);
  const inputs = network.inputs.map((input) => ({ ...input, shape: ['N', channels, height, width] }));
  const shapes = inferShapes({ ...network, inputs });
  const outputs = network.outputs.map((output) => ({ ...output, shape: shapes.get(output.name) ?? output.shape }));
  return { ...network, inputs, outputs };
}

/** @throws EspalierError `bad-network` where there is no such file. */
export async function readNetworkFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new EspalierError('bad-network', `can't read the network ${path}: is it there, and a file?`, { cause });
  }
}
