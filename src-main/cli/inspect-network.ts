import { existsSync } from 'node:fs';
import { EspalierError } from '../../src-shared/errors.ts';
import type { NetworkInspection } from '../../src-shared/network-inspection.ts';
import { readNetworkFile } from '../engine/build-network.ts';
import type { Graph } from '../graph/graph.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import { buildCenterNet } from '../network/centernet/centernet.ts';
import { buildDarknetGraph } from '../network/darknet/build-graph.ts';
import { readDarknetGraph } from '../network/darknet/read-darknet.ts';
import { yolov3 } from '../network/darknet/yolov3.ts';
import { buildVgg16 } from '../network/vgg16.ts';
import { inspectGraph } from '../pruning/inspect.ts';

/** What a network is asked about as. */
export interface NetworkSize {
  /** Of a built-in network; as many as it is known for where left out: CIFAR-10's or COCO's. */
  readonly classes?: number | undefined;
  /** The side of square images, for a built-in detector or a `.cfg`; else 608, CenterNet's 512, or what the `.cfg` says. */
  readonly imageSize?: number | undefined;
}

/** Inspects a network. @throws EspalierError as `findNetwork` does. */
export async function inspectNetwork(reference: string, size: NetworkSize = {}): Promise<NetworkInspection> {
  return inspectGraph(await findNetwork(reference, size));
}

/**
 * A built-in network (`vgg16`, `yolov3`, `centernet`), a darknet `.cfg` or an `.onnx` file; the weights may be any.
 * @throws EspalierError `not-found` for an unknown name or a missing file, `bad-network` for an unreadable one.
 */
export async function findNetwork(reference: string, size: NetworkSize): Promise<Graph> {
  const named = buildNamed(reference, size);
  if (named !== undefined) return named;
  if (!existsSync(reference)) {
    throw new EspalierError(
      'not-found',
      `"${reference}" is neither a built-in network (vgg16, yolov3, centernet) nor a file`,
    );
  }
  return readStructure(reference, size.imageSize);
}

/** The network of a `.cfg`, its weights all 0, or of an `.onnx` file. @throws EspalierError `bad-network` where it can't be read. */
export async function readStructure(path: string, imageSize?: number): Promise<Graph> {
  if (/\.cfg$/i.test(path)) return readDarknetGraph(path, imageSize === undefined ? undefined : square(imageSize));
  return decodeOnnx(await readNetworkFile(path), path);
}

function buildNamed(name: string, { classes, imageSize }: NetworkSize): Graph | undefined {
  switch (name) {
    case 'vgg16':
      return buildVgg16({
        classes: classes ?? 10,
        width: 1,
        seed: 1,
        ...(imageSize === undefined ? {} : { imageSize }),
      });
    case 'yolov3':
      return buildDarknetGraph(yolov3({ classes: classes ?? 80, width: 1, input: square(imageSize ?? 608) }));
    case 'centernet':
      return buildCenterNet({
        classes: classes ?? 80,
        width: 1,
        headChannels: 64,
        input: square(imageSize ?? 512),
        seed: 1,
      });
    default:
      return undefined;
  }
}

function square(side: number): { height: number; width: number } {
  return { height: side, width: side };
}
