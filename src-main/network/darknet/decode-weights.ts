import { findDetector } from '../../graph/detector.ts';
import { floatWeight, withWeights, type Graph } from '../../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../../graph/tensor.ts';
import { decodeFloats } from '../../weights/element-type.ts';
import { refuseNetwork } from '../weights/refuse-network.ts';
import { weightsOrder, type StoredConvolution } from './weights-order.ts';

/** Three integers of a version; how many images were trained on follows, in 4 bytes before version 0.2 and in 8 from then on. */
const VERSION_BYTES = 12;

/** How much of a network a file holds. */
interface Extent {
  /** Its convolutions, from the first on. */
  readonly convolutions: number;
  /** Where the file is for others than the network: what the heads have there, as a multiple of what they have here. */
  readonly headShare?: number;
  readonly note?: string;
}

/**
 * A network with the weights of a darknet `.weights` file. One of the network's first layers alone (darknet53.conv.74) leaves the others as
 * they are, one for other classes the heads; the notes say so.
 * @throws EspalierError `bad-network` with the numbers of values where the file fits in no such way, or where values are not finite.
 */
export function decodeDarknetWeights(bytes: Uint8Array, graph: Graph): { network: Graph; notes: readonly string[] } {
  let offset = readHeader(bytes);
  const values = (bytes.length - offset) / 4;
  if (!Number.isInteger(values))
    refuseNetwork('it ends in the middle of a value: it was cut short, or is another file');
  const stored = weightsOrder(graph);
  const heads = findHeads(graph);
  const { convolutions, headShare, note } = compareLength(values, stored, heads, graph);
  const read = new Map<string, FloatTensor>();
  for (const convolution of stored.slice(0, convolutions)) {
    const { node, batchNorm, weights, count } = convolution;
    if (headShare !== undefined && heads.has(node.name)) {
      offset += 4 * Math.round(count * headShare);
      continue;
    }
    for (const name of weights) {
      const { shape, data } = floatWeight(graph, name);
      const found = decodeFloats('float32', bytes.subarray(offset, offset + data.byteLength));
      if (!found.every(Number.isFinite)) refuseNetwork(`layer ${node.name} has values that are not finite`);
      if (name === batchNorm?.inputs[4] && found.some((value) => value < 0)) {
        refuseNetwork(`layer ${node.name} has a negative variance: these are the weights of another network`);
      }
      read.set(name, floatTensor(shape, found));
      offset += data.byteLength;
    }
  }
  return { network: withWeights(graph, read), notes: note === undefined ? [] : [note] };
}

/** How many bytes come before the first value. */
function readHeader(bytes: Uint8Array): number {
  if (bytes.length < VERSION_BYTES + 8) refuseNetwork(`it has ${bytes.length} bytes, fewer than a header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [major, minor] = [view.getInt32(0, true), view.getInt32(4, true)];
  if (major < 0 || major > 9 || minor < 0 || minor > 999) {
    refuseNetwork('it does not begin with a version as the weights of darknet do');
  }
  return VERSION_BYTES + (major * 10 + minor >= 2 ? 8 : 4);
}

/** The names of the convolutions that make the outputs. */
function findHeads(graph: Graph): ReadonlySet<string> {
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  return new Set(graph.nodes.filter((node) => outputs.has(node.outputs[0] ?? '')).map(({ name }) => name));
}

/** Finds out by its length what a file holds. @throws EspalierError `bad-network`. */
function compareLength(
  values: number,
  stored: readonly StoredConvolution[],
  heads: ReadonlySet<string>,
  graph: Graph,
): Extent {
  let total = 0;
  for (const [index, { count }] of stored.entries()) {
    total += count;
    if (total !== values) continue;
    const convolutions = index + 1;
    if (convolutions === stored.length) return { convolutions };
    const note = `it holds the first ${convolutions} of ${stored.length} convolutions; the others are fresh`;
    return { convolutions, note };
  }
  const classes = findDetector(graph)?.classes ?? 0;
  const inHeads = stored.reduce((sum, { node, count }) => sum + (heads.has(node.name) ? count : 0), 0);
  const headShare = (values - total + inHeads) / inHeads;
  const otherClasses = headShare * (5 + classes) - 5;
  if (Math.abs(otherClasses - Math.round(otherClasses)) < 1e-6 && otherClasses > 0.5) {
    const found = Math.round(otherClasses);
    return {
      convolutions: stored.length,
      headShare: (5 + found) / (5 + classes),
      note: `it is for ${found} classes and not ${classes}: the ${heads.size} convolutions that give the boxes are fresh`,
    };
  }
  return refuseNetwork(
    `it has ${values} values, and the network's ${stored.length} convolutions take ${total}: it was ${values < total ? 'cut short' : 'made longer'}, or it is of another network`,
  );
}
