import { EspalierError } from '../../src-shared/errors.ts';
import type { Graph } from '../graph/graph.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';

/** The value of a JSON file; undefined where there is none or it is damaged. */
export function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return bytes === undefined ? undefined : JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The network of an ONNX file; undefined where there is none or it is damaged. */
export function readNetwork(bytes: Buffer | undefined, source: string): Graph | undefined {
  try {
    return bytes === undefined ? undefined : decodeOnnx(bytes, source);
  } catch (error) {
    if (error instanceof EspalierError) return undefined;
    throw error;
  }
}
