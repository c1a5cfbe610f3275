import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { EspalierError } from '../../src-shared/errors.ts';
import type { NetworkInspection } from '../../src-shared/network-inspection.ts';
import type { Graph } from '../graph/graph.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import { buildVgg16 } from '../network/vgg16.ts';
import { inspectGraph } from '../pruning/inspect.ts';

/**
 * Inspects a built-in network (`vgg16`) or an `.onnx` file.
 * @throws EspalierError `not-found` for an unknown name or a missing file, `bad-network` for an unreadable one.
 */
export async function inspectNetwork(reference: string): Promise<NetworkInspection> {
  return inspectGraph(await openNetwork(reference));
}

async function openNetwork(reference: string): Promise<Graph> {
  if (reference === 'vgg16') return buildVgg16({ classes: 10, width: 1, seed: 1 });
  if (!existsSync(reference)) {
    throw new EspalierError('not-found', `"${reference}" is neither a built-in network (vgg16) nor a file`);
  }
  return decodeOnnx(await readFile(reference), reference);
}
