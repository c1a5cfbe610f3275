import { EspalierError } from '../../../src-shared/errors.ts';
import type { Graph, ValueInfo } from '../../graph/graph.ts';
import { createGraphWriter, type StoredConstant } from './create-graph-writer.ts';
import { shapeDefinition } from './graph-definition.ts';
import { storedSizes } from './graph-writer.ts';
import { NODE_WRITERS } from './node-writers.ts';

/** The size that browsers cache well, and which TensorFlow's own converter has. */
const SHARD_BYTES = 4 * 1024 * 1024;

export const MODEL_FILE = 'model.json';

/**
 * A network as a TensorFlow.js graph model, the files of a folder in order: model.json, then the weights in shards
 * (https://www.tensorflow.org/js/guide/conversion; `tf.loadGraphModel` reads it). Images go in with channels last,
 * [N, H, W, C], and so come out values of rank four; everything else is as in the network. TensorFlow.js gives `metadata`, which
 * is any JSON, as the model's `metadata`.
 * @throws EspalierError `bad-network` for an operator that TensorFlow.js can't express.
 */
export function encodeTensorflowJs(
  graph: Graph,
  metadata: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Uint8Array> {
  const { writer, nodes, constants } = createGraphWriter(graph);
  for (const node of graph.nodes) {
    const write = node.domain === '' ? NODE_WRITERS.get(node.operator) : undefined;
    if (write === undefined) {
      const message = `node "${node.name}": ${node.operator} can't be exported to TensorFlow.js`;
      throw new EspalierError('bad-network', message);
    }
    write(node, writer);
  }
  const shards = cutIntoShards(joinBytes(constants));
  const signature = (values: readonly ValueInfo[]): Record<string, unknown> =>
    Object.fromEntries(
      values.map((value) => [
        value.name,
        {
          name: `${writer.stored(value.name)}:0`,
          dtype: 'DT_FLOAT',
          tensorShape: shapeDefinition(storedSizes(writer.shape(value.name))),
        },
      ]),
    );
  const model = {
    format: 'graph-model',
    generatedBy: 'espalier',
    convertedBy: null,
    signature: { inputs: signature(graph.inputs), outputs: signature(graph.outputs) },
    userDefinedMetadata: { ...metadata, layout: 'NHWC' },
    modelTopology: { node: nodes, versions: {} },
    weightsManifest: [
      {
        paths: [...shards.keys()],
        weights: constants.map(({ name, tensor }) => ({ name, shape: tensor.shape, dtype: tensor.type })),
      },
    ],
  };
  return new Map([[MODEL_FILE, Buffer.from(JSON.stringify(model))], ...shards]);
}

/** Little-endian, one after another, as the format has them. */
function joinBytes(constants: readonly StoredConstant[]): Uint8Array {
  return Buffer.concat(
    constants.map(({ tensor: { data } }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
}

function cutIntoShards(bytes: Uint8Array): Map<string, Uint8Array> {
  const count = Math.max(1, Math.ceil(bytes.length / SHARD_BYTES));
  return new Map(
    Array.from({ length: count }, (_, index) => [
      `group1-shard${index + 1}of${count}.bin`,
      bytes.subarray(index * SHARD_BYTES, (index + 1) * SHARD_BYTES),
    ]),
  );
}
