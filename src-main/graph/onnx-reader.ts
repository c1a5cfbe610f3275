import protobuf from 'protobufjs/minimal.js';
import { EspalierError } from '../../src-shared/errors.ts';
import { checkGraph } from './check-graph.ts';
import type { Graph, GraphNode, ValueInfo } from './graph.ts';
import * as format from './onnx-format.ts';
import { constantTensor, readNode } from './onnx-node.ts';
import { decodeTensor } from './onnx-tensor.ts';
import { readValueInfo } from './onnx-value-info.ts';
import { checkCount, readInteger, readMessage, refuse } from './onnx-wire.ts';
import type { Tensor } from './tensor.ts';

/** Operator sets whose operators mean what ours do. */
const OLDEST_OPERATOR_SET = 13;
/** Of nodes, and of weights; the largest networks have a few thousand. */
const MOST_NODES = 100_000;
const MOST_METADATA = 1000;

/**
 * Reads the bytes of an `.onnx` file. Weights must lie in the file itself; sub-graphs and sparse weights are refused.
 * @throws EspalierError `bad-network` saying what is wrong; `source` names the file in it.
 */
export function decodeOnnx(bytes: Uint8Array, source: string): Graph {
  try {
    const graph = readModel(protobuf.Reader.create(bytes));
    checkGraph(graph);
    return graph;
  } catch (cause) {
    const problem = cause instanceof EspalierError ? `: ${cause.message}` : ' is not an ONNX file, or it is damaged';
    throw new EspalierError('bad-network', `${source}${problem}`, { cause });
  }
}

function readModel(reader: protobuf.Reader): Graph {
  let graph: Omit<Graph, 'operatorSet'> | undefined;
  let operatorSet = 0;
  const metadata = new Map<string, string>();
  readMessage(reader, reader.len, (field) => {
    switch (field) {
      case format.MODEL.graph:
        graph = readGraph(reader, reader.uint32() + reader.pos);
        return true;
      case format.MODEL.operatorSet: {
        let domain = '';
        let version = 0;
        readMessage(reader, reader.uint32() + reader.pos, (inner) => {
          if (inner === format.OPERATOR_SET_ID.domain) domain = reader.string();
          else if (inner === format.OPERATOR_SET_ID.version) version = readInteger(reader);
          else return false;
          return true;
        });
        if (domain === '' || domain === 'ai.onnx') operatorSet = version;
        return true;
      }
      case format.MODEL.metadata: {
        let key = '';
        let value = '';
        readMessage(reader, reader.uint32() + reader.pos, (inner) => {
          if (inner === format.STRING_ENTRY.key) key = reader.string();
          else if (inner === format.STRING_ENTRY.value) value = reader.string();
          else return false;
          return true;
        });
        checkCount('entries of metadata', metadata.size, MOST_METADATA);
        metadata.set(key, value);
        return true;
      }
      default:
        return false;
    }
  });
  if (graph === undefined) return refuse('there is no graph in it');
  if (operatorSet < OLDEST_OPERATOR_SET) {
    return refuse(`operator set ${operatorSet} is too old; convert the network to ${OLDEST_OPERATOR_SET} or later`);
  }
  return { ...graph, operatorSet, ...(metadata.size === 0 ? {} : { metadata }) };
}

function readGraph(reader: protobuf.Reader, end: number): Omit<Graph, 'operatorSet'> {
  let name = 'network';
  const nodes: GraphNode[] = [];
  const weights = new Map<string, Tensor>();
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  readMessage(reader, end, (field) => {
    switch (field) {
      case format.GRAPH.name:
        name = reader.string();
        return true;
      case format.GRAPH.node:
        checkCount('nodes', nodes.length, MOST_NODES);
        nodes.push(readNode(reader, reader.uint32() + reader.pos));
        return true;
      case format.GRAPH.initializer: {
        const { name: weightName, tensor } = decodeTensor(reader, reader.uint32() + reader.pos);
        if (weightName === '') refuse('a weight has no name');
        if (weights.has(weightName)) refuse(`the weight "${weightName}" is there twice`);
        checkCount('weights', weights.size, MOST_NODES);
        weights.set(weightName, tensor);
        return true;
      }
      case format.GRAPH.sparseInitializer:
        return refuse('it has sparse weights, which are not supported');
      case format.GRAPH.input:
        checkCount('inputs', inputs.length, MOST_NODES);
        inputs.push(readValueInfo(reader, reader.uint32() + reader.pos));
        return true;
      case format.GRAPH.output:
        checkCount('outputs', outputs.length, MOST_NODES);
        outputs.push(readValueInfo(reader, reader.uint32() + reader.pos));
        return true;
      default:
        return false;
    }
  });
  const isConstant = (node: GraphNode): boolean => node.operator === 'Constant' && node.domain === '';
  for (const node of nodes.filter(isConstant)) {
    const [output = ''] = node.outputs;
    if (output === '') refuse('a constant has no name');
    if (weights.has(output)) refuse(`the constant "${output}" is there twice`);
    weights.set(output, constantTensor(node));
  }
  return {
    name,
    nodes: withUniqueNames(nodes.filter((node) => !isConstant(node))),
    weights,
    inputs: inputs.filter((input) => !weights.has(input.name)),
    outputs,
  };
}

/** Names are optional in ONNX and need not differ; ours name layers, so they must. */
function withUniqueNames(nodes: readonly GraphNode[]): GraphNode[] {
  const taken = new Set<string>();
  let count = 0;
  return nodes.map((node) => {
    let { name } = node;
    while (name === '' || taken.has(name)) name = `${node.operator}_${count++}`;
    taken.add(name);
    return { ...node, name };
  });
}
