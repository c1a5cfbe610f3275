import { describe, expect, it } from 'vitest';
import { findDetector } from '../../../../src-main/graph/detector.ts';
import { floatWeight, type Graph } from '../../../../src-main/graph/graph.ts';
import { decodeDarknetWeights } from '../../../../src-main/network/darknet/decode-weights.ts';
import { encodeDarknet } from '../../../../src-main/network/darknet/encode-darknet.ts';
import { buildYolov3 } from '../../../../src-main/network/darknet/yolov3.ts';
import { weightsOrder } from '../../../../src-main/network/darknet/weights-order.ts';
import { expectError } from '../../../expect-error.ts';
import { withRandomWeights } from './run-network.ts';

const HEADER_BYTES = 20;
const build = (classes: number, seed: number): Graph =>
  buildYolov3({ classes, width: 0.03, input: { height: 32, width: 32 }, seed });
const trained = withRandomWeights(build(3, 1), 7);
const { weights: file } = encodeDarknet(trained);
const fresh = build(3, 2);
const values = (file.length - HEADER_BYTES) / 4;

/** Which convolutions have the trained network's weights, by name. */
function adopted(graph: Graph): string[] {
  return weightsOrder(graph)
    .filter(({ weights }) =>
      weights.every((name) => {
        const { data } = floatWeight(graph, name);
        return Buffer.from(data.buffer).equals(Buffer.from(floatWeight(trained, name).data.buffer));
      }),
    )
    .map(({ node }) => node.name);
}

describe('a darknet file of weights', () => {
  const all = weightsOrder(trained).map(({ node }) => node.name);

  it('gives every convolution its weights', () => {
    const { network, notes } = decodeDarknetWeights(file, fresh);
    expect(network.weights).toEqual(trained.weights);
    expect(notes).toEqual([]);
  });

  it('of an older version counts the images seen in 4 bytes', () => {
    const older = new Uint8Array(file.length - 4);
    older.set(Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0));
    older.set(file.subarray(HEADER_BYTES), 16);
    expect(adopted(decodeDarknetWeights(older, fresh).network)).toEqual(all);
  });

  it('of the first layers alone leaves the others fresh, as darknet53.conv.74', () => {
    const first = weightsOrder(trained).slice(0, 52);
    expect(first.at(-1)?.node.name).toBe('conv_73');
    const length = first.reduce((sum, { count }) => sum + count, 0);
    const { network, notes } = decodeDarknetWeights(file.subarray(0, HEADER_BYTES + 4 * length), fresh);
    expect(adopted(network)).toEqual(all.slice(0, 52));
    expect(floatWeight(network, 'conv_75.weight')).toEqual(floatWeight(fresh, 'conv_75.weight'));
    expect(notes).toEqual(['it holds the first 52 of 75 convolutions; the others are fresh']);
  });

  it.each([1, 2, 10])('for 3 classes gives a network for %i all but its heads', (classes) => {
    const others = build(classes, 2);
    const { network, notes } = decodeDarknetWeights(file, others);
    const heads = findDetector(network)?.kind === 'yolo' ? ['conv_81', 'conv_93', 'conv_105'] : [];
    const shared = weightsOrder(network).filter(({ node }) => !heads.includes(node.name));
    for (const name of shared.flatMap(({ weights }) => weights)) {
      expect(floatWeight(network, name), name).toEqual(floatWeight(trained, name));
    }
    expect(floatWeight(network, 'conv_93.bias')).toEqual(floatWeight(others, 'conv_93.bias'));
    expect(notes).toEqual([`it is for 3 classes and not ${classes}: the 3 convolutions that give the boxes are fresh`]);
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
    ['short', (bytes) => bytes.subarray(0, -4), new RegExp(`it has ${values - 1} values, .*75 convolutions take ${values}: it was cut short`)], // prettier-ignore
    [
      'long',
      (bytes) => Buffer.concat([bytes, bytes.subarray(0, 4)]),
      new RegExp(`it has ${values + 1} values.*longer`),
    ],
    ['cut in a value', (bytes) => bytes.subarray(0, -2), /ends in the middle of a value/],
    ['hardly a header', (bytes) => bytes.subarray(0, 12), /12 bytes, fewer than a header/],
    ['of another kind', (bytes) => Buffer.concat([Buffer.from('PK\u0003\u0004'), bytes.subarray(4)]), /version/],
    ['not finite', (bytes) => withValue(bytes, NaN), /layer conv_0 has values that are not finite/],
    ['infinite', (bytes) => withValue(bytes, -Infinity), /layer conv_0 has values that are not finite/],
  ])('is refused where it is %s', (_, damage, message) => {
    expectError(() => decodeDarknetWeights(damage(file), fresh), 'bad-network', message);
  });

  it('is refused where a variance is negative', () => {
    const { count, weights } = weightsOrder(trained)[0] ?? { count: 0, weights: [] };
    const [filters = 0] = floatWeight(trained, weights[0] ?? '').shape;
    expect(count).toBeGreaterThan(4 * filters);
    expectError(
      () => decodeDarknetWeights(withValue(file, -1, 3 * filters), fresh),
      'bad-network',
      /negative variance/,
    );
  });
});

function withValue(bytes: Uint8Array, value: number, index = 0): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setFloat32(HEADER_BYTES + 4 * index, value, true);
  return changed;
}
