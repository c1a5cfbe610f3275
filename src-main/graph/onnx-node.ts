import type protobuf from 'protobufjs/minimal.js';
import type { Attribute } from './attribute.ts';
import type { GraphNode } from './graph.ts';
import * as format from './onnx-format.ts';
import { decodeTensor } from './onnx-tensor.ts';
import { readInteger, readMessage, readPacked, refuse } from './onnx-wire.ts';
import { floatTensor, int64Tensor, type Tensor } from './tensor.ts';

/**
 * Reads a NodeProto up to `end`.
 * @throws EspalierError `bad-network` for an attribute of a type that is not supported, such as a sub-graph.
 */
export function readNode(reader: protobuf.Reader, end: number): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
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
        attributes.set(attribute.name, attribute.value);
        return true;
      }
      default:
        return false;
    }
  });
  // An optional input left out at the end may be written as an empty name or not at all.
  while (inputs.at(-1) === '') inputs.pop();
  return {
    name,
    operator,
    domain: domain === 'ai.onnx' ? '' : domain,
    inputs,
    outputs,
    attributes: Object.fromEntries(attributes),
  };
}

/** The value of a Constant node, in any of the forms that hold numbers. @throws EspalierError `bad-network` for others. */
export function constantTensor(node: GraphNode): Tensor {
  const [value] = Object.values(node.attributes);
  switch (value?.type) {
    case 'tensor':
      return value.value;
    case 'int':
      return int64Tensor([value.value], []);
    case 'ints':
      return int64Tensor(value.value);
    case 'float':
      return floatTensor([], [value.value]);
    case 'floats':
      return floatTensor([value.value.length], value.value);
    case 'graph':
    case 'string':
    case 'strings':
    case undefined:
      return refuse(`the constant "${node.outputs[0] ?? node.name}" holds no numbers`);
  }
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
        int = readInteger(reader);
        return true;
      case format.ATTRIBUTE.string:
        text = reader.string();
        return true;
      case format.ATTRIBUTE.tensor:
        tensor = decodeTensor(reader, reader.uint32() + reader.pos).tensor;
        return true;
      case format.ATTRIBUTE.floats:
        readPacked(reader, wire, floats, () => reader.float());
        return true;
      case format.ATTRIBUTE.ints:
        readPacked(reader, wire, ints, () => readInteger(reader));
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
