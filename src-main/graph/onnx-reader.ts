import protobuf from 'protobufjs/minimal.js';
import { EspalierError } from '../../src-shared/errors.ts';
import type { Attribute } from './attribute.ts';
import type { Dimension, Graph, GraphNode, ValueInfo } from './graph.ts';
import * as format from './onnx-format.ts';
import { decodeTensor } from './onnx-tensor.ts';
import { readMessage, readPackedFloats, readPackedIntegers, toInteger } from './onnx-wire.ts';
import type { Tensor } from './tensor.ts';

/** Operator sets whose operators mean what ours do. */
const OLDEST_OPERATOR_SET = 13;

/**
 * Reads the bytes of an `.onnx` file. Weights must lie in the file itself; sub-graphs and sparse weights are refused.
 * @throws EspalierError `bad-network` saying what is wrong; `source` names the file in it.
 */
export function decodeOnnx(bytes: Uint8Array, source: string): Graph {
  try {
    return readModel(protobuf.Reader.create(bytes));
  } catch (cause) {
    if (cause instanceof EspalierError)
      throw new EspalierError('bad-network', `${source}: ${cause.message}`, { cause });
    throw new EspalierError('bad-network', `${source} is not an ONNX file, or it is damaged`, { cause });
  }
}

function refuse(problem: string): never {
  throw new EspalierError('bad-network', problem);
}

function readModel(reader: protobuf.Reader): Graph {
  let graph: Omit<Graph, 'operatorSet'> | undefined;
  let operatorSet = 0;
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
          else if (inner === format.OPERATOR_SET_ID.version) version = toInteger(reader.int64());
          else return false;
          return true;
        });
        if (domain === '' || domain === 'ai.onnx') operatorSet = version;
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
  return { ...graph, operatorSet };
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
        nodes.push(readNode(reader, reader.uint32() + reader.pos, nodes.length));
        return true;
      case format.GRAPH.initializer: {
        const { name: weightName, tensor } = decodeTensor(reader, reader.uint32() + reader.pos);
        weights.set(weightName, tensor);
        return true;
      }
      case format.GRAPH.input:
        inputs.push(readValueInfo(reader, reader.uint32() + reader.pos));
        return true;
      case format.GRAPH.output:
        outputs.push(readValueInfo(reader, reader.uint32() + reader.pos));
        return true;
      default:
        return false;
    }
  });
  for (const node of nodes) {
    if (node.operator !== 'Constant' || node.domain !== '') continue;
    const value = node.attributes.value;
    if (value?.type !== 'tensor') refuse(`constant "${node.name}" is not a tensor`);
    else weights.set(node.outputs[0] ?? '', value.value);
  }
  return {
    name,
    nodes: nodes.filter((node) => node.operator !== 'Constant' || node.domain !== ''),
    weights,
    inputs: inputs.filter((input) => !weights.has(input.name)),
    outputs,
  };
}

function readNode(reader: protobuf.Reader, end: number, index: number): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Record<string, Attribute> = {};
  let name = '';
  let operator = '';
  let domain = '';
  readMessage(reader, end, (field) => {
    switch (field) {
      case format.NODE.input:
        inputs.push(reader.string());
        return true;
      case format.NODE.output:
        outputs.push(reader.string());
        return true;
      case format.NODE.name:
        name = reader.string();
        return true;
      case format.NODE.operator:
        operator = reader.string();
        return true;
      case format.NODE.domain:
        domain = reader.string();
        return true;
      case format.NODE.attribute: {
        const attribute = readAttribute(reader, reader.uint32() + reader.pos);
        attributes[attribute.name] = attribute.value;
        return true;
      }
      default:
        return false;
    }
  });
  return {
    name: name === '' ? `${operator}_${index}` : name,
    operator,
    domain: domain === 'ai.onnx' ? '' : domain,
    inputs,
    outputs,
    attributes,
  };
}

function readAttribute(reader: protobuf.Reader, end: number): { name: string; value: Attribute } {
  let name = '';
  let type = 0;
  let float = 0;
  let int = 0;
  let text = '';
  let tensor: Tensor | undefined;
  const floats: number[] = [];
  const ints: number[] = [];
  const strings: string[] = [];
  readMessage(reader, end, (field, wire) => {
    switch (field) {
      case format.ATTRIBUTE.name:
        name = reader.string();
        return true;
      case format.ATTRIBUTE.type:
        type = reader.int32();
        return true;
      case format.ATTRIBUTE.float:
        float = reader.float();
        return true;
      case format.ATTRIBUTE.int:
        int = toInteger(reader.int64());
        return true;
      case format.ATTRIBUTE.string:
        text = reader.string();
        return true;
      case format.ATTRIBUTE.tensor:
        tensor = decodeTensor(reader, reader.uint32() + reader.pos).tensor;
        return true;
      case format.ATTRIBUTE.floats:
        readPackedFloats(reader, wire, floats);
        return true;
      case format.ATTRIBUTE.ints:
        readPackedIntegers(reader, wire, ints);
        return true;
      case format.ATTRIBUTE.strings:
        strings.push(reader.string());
        return true;
      default:
        return false;
    }
  });
  return { name, value: attributeOfType() };

  function attributeOfType(): Attribute {
    switch (type) {
      case format.ATTRIBUTE_TYPE.float:
        return { type: 'float', value: float };
      case format.ATTRIBUTE_TYPE.int:
        return { type: 'int', value: int };
      case format.ATTRIBUTE_TYPE.string:
        return { type: 'string', value: text };
      case format.ATTRIBUTE_TYPE.tensor:
        return tensor === undefined ? refuse(`attribute "${name}" has no value`) : { type: 'tensor', value: tensor };
      case format.ATTRIBUTE_TYPE.floats:
        return { type: 'floats', value: floats };
      case format.ATTRIBUTE_TYPE.ints:
        return { type: 'ints', value: ints };
      case format.ATTRIBUTE_TYPE.strings:
        return { type: 'strings', value: strings };
      default:
        return refuse(`attribute "${name}" has a type that is not supported (${type})`);
    }
  }
}

function readValueInfo(reader: protobuf.Reader, end: number): ValueInfo {
  let name = '';
  let elementType = 0;
  const shape: Dimension[] = [];
  const readDimension = (dimensionEnd: number): Dimension => {
    let dimension: Dimension = `unknown_${shape.length}`;
    readMessage(reader, dimensionEnd, (field) => {
      if (field === format.DIMENSION.value) dimension = toInteger(reader.int64());
      else if (field === format.DIMENSION.parameter) dimension = reader.string();
      else return false;
      return true;
    });
    return dimension;
  };
  const nested = (wanted: number, body: (innerEnd: number) => void): ((field: number) => boolean) => {
    return (field) => {
      if (field !== wanted) return false;
      body(reader.uint32() + reader.pos);
      return true;
    };
  };
  readMessage(reader, end, (field) => {
    if (field === format.VALUE_INFO.name) {
      name = reader.string();
      return true;
    }
    return nested(format.VALUE_INFO.type, (typeEnd) => {
      readMessage(
        reader,
        typeEnd,
        nested(format.TYPE.tensor, (tensorEnd) => {
          readMessage(reader, tensorEnd, (inner) => {
            if (inner === format.TENSOR_TYPE.elementType) {
              elementType = reader.int32();
              return true;
            }
            return nested(format.TENSOR_TYPE.shape, (shapeEnd) => {
              readMessage(
                reader,
                shapeEnd,
                nested(format.SHAPE.dimension, (dimensionEnd) => {
                  shape.push(readDimension(dimensionEnd));
                }),
              );
            })(inner);
          });
        }),
      );
    })(field);
  });
  const type = format.elementTypeName(elementType);
  if (type === undefined) return refuse(`"${name}" has an element type that is not supported (${elementType})`);
  return { name, type, shape };
}
