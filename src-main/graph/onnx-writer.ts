import protobuf from 'protobufjs/minimal.js';
import type { Attribute } from './attribute.ts';
import type { Graph, GraphNode, ValueInfo } from './graph.ts';
import * as format from './onnx-format.ts';
import type { Tensor } from './tensor.ts';

type Writer = protobuf.Writer;

/**
 * A graph as the bytes of an `.onnx` file (ONNX IR 8, the graph's operator set).
 * The graph's metadata and `metadata` become the model's metadata_props.
 */
export function encodeOnnx(graph: Graph, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const pieces = encodeGraph(graph);
  const head = encodePiece((writer) => {
    writer.uint32(tag(format.MODEL.irVersion, format.WIRE.varint)).int64(format.IR_VERSION);
    writeText(writer, format.MODEL.producerName, 'espalier');
    writer.uint32(tag(format.MODEL.graph, format.WIRE.bytes)).uint32(countBytes(pieces));
  });
  const tail = encodePiece((writer) => {
    writeOperatorSet(writer, '', graph.operatorSet);
    for (const domain of new Set(domainsOf(graph))) {
      if (domain !== '') writeOperatorSet(writer, domain, 1);
    }
    for (const [key, value] of [...(graph.metadata ?? []), ...Object.entries(metadata)]) {
      writeMessage(writer, format.MODEL.metadata, (inner) => {
        writeText(inner, format.STRING_ENTRY.key, key);
        writeText(inner, format.STRING_ENTRY.value, value);
      });
    }
  });
  return Buffer.concat([head, ...pieces, tail]);
}

/** A graph's message in pieces, of which the weights are views: a writer that grows with them would copy each several times. */
function encodeGraph(graph: Graph): Uint8Array[] {
  const nodes = encodePiece((writer) => {
    for (const node of graph.nodes) {
      writeMessage(writer, format.GRAPH.node, (inner) => {
        writeNode(inner, node);
      });
    }
    writeText(writer, format.GRAPH.name, graph.name);
  });
  const values = encodePiece((writer) => {
    for (const [field, infos] of [
      [format.GRAPH.input, graph.inputs],
      [format.GRAPH.output, graph.outputs],
    ] as const) {
      for (const info of infos) {
        writeMessage(writer, field, (inner) => {
          writeValueInfo(inner, info);
        });
      }
    }
  });
  const weights = [...graph.weights].flatMap(([name, tensor]) => {
    const pieces = encodeTensor(tensor, name);
    const before = encodePiece((writer) => {
      writer.uint32(tag(format.GRAPH.initializer, format.WIRE.bytes)).uint32(countBytes(pieces));
    });
    return [before, ...pieces];
  });
  return [nodes, ...weights, values];
}

/** A tensor's message in two pieces, the second a view of its elements. */
function encodeTensor({ shape, type, data }: Tensor, name: string): [Uint8Array, Uint8Array] {
  const head = encodePiece((writer) => {
    for (const size of shape) writeInteger(writer, format.TENSOR.dimensions, size);
    writeInteger(writer, format.TENSOR.dataType, format.ELEMENT_TYPE[type]);
    writeText(writer, format.TENSOR.name, name);
    writer.uint32(tag(format.TENSOR.rawData, format.WIRE.bytes)).uint32(data.byteLength);
  });
  return [head, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
}

function encodePiece(write: (writer: Writer) => void): Uint8Array {
  const writer = protobuf.Writer.create();
  write(writer);
  return writer.finish();
}

function countBytes(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function tag(field: number, wire: number): number {
  return (field << 3) | wire;
}

function writeText(writer: Writer, field: number, value: string): void {
  writer.uint32(tag(field, format.WIRE.bytes)).string(value);
}

function writeInteger(writer: Writer, field: number, value: number): void {
  writer.uint32(tag(field, format.WIRE.varint)).int64(value);
}

function writeMessage(writer: Writer, field: number, body: (inner: Writer) => void): void {
  writer.uint32(tag(field, format.WIRE.bytes)).fork();
  body(writer);
  writer.ldelim();
}

function writePieces(writer: Writer, field: number, pieces: readonly Uint8Array[]): void {
  writer.uint32(tag(field, format.WIRE.bytes)).bytes(Buffer.concat(pieces));
}

function writeOperatorSet(writer: Writer, domain: string, version: number): void {
  writeMessage(writer, format.MODEL.operatorSet, (inner) => {
    writeText(inner, format.OPERATOR_SET_ID.domain, domain);
    writeInteger(inner, format.OPERATOR_SET_ID.version, version);
  });
}

/** The domains of all operators, those of inner graphs too. */
function domainsOf(graph: Graph): string[] {
  return graph.nodes.flatMap(({ domain, attributes }) => [
    domain,
    ...Object.values(attributes).flatMap((attribute) => (attribute.type === 'graph' ? domainsOf(attribute.value) : [])),
  ]);
}

function writeNode(writer: Writer, node: GraphNode): void {
  for (const input of node.inputs) writeText(writer, format.NODE.input, input);
  for (const output of node.outputs) writeText(writer, format.NODE.output, output);
  writeText(writer, format.NODE.name, node.name);
  writeText(writer, format.NODE.operator, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    writeMessage(writer, format.NODE.attribute, (inner) => {
      writeAttribute(inner, name, attribute);
    });
  }
  if (node.domain !== '') writeText(writer, format.NODE.domain, node.domain);
}

function writeAttribute(writer: Writer, name: string, attribute: Attribute): void {
  writeText(writer, format.ATTRIBUTE.name, name);
  switch (attribute.type) {
    case 'float':
      writer.uint32(tag(format.ATTRIBUTE.float, format.WIRE.fixed32)).float(attribute.value);
      break;
    case 'int':
      writeInteger(writer, format.ATTRIBUTE.int, attribute.value);
      break;
    case 'string':
      writeText(writer, format.ATTRIBUTE.string, attribute.value);
      break;
    case 'tensor':
      writePieces(writer, format.ATTRIBUTE.tensor, encodeTensor(attribute.value, ''));
      break;
    case 'graph':
      writePieces(writer, format.ATTRIBUTE.graph, encodeGraph(attribute.value));
      break;
    case 'floats':
      for (const value of attribute.value) {
        writer.uint32(tag(format.ATTRIBUTE.floats, format.WIRE.fixed32)).float(value);
      }
      break;
    case 'ints':
      for (const value of attribute.value) writeInteger(writer, format.ATTRIBUTE.ints, value);
      break;
    case 'strings':
      for (const value of attribute.value) writeText(writer, format.ATTRIBUTE.strings, value);
      break;
  }
  writeInteger(writer, format.ATTRIBUTE.type, format.ATTRIBUTE_TYPE[attribute.type]);
}

function writeValueInfo(writer: Writer, value: ValueInfo): void {
  writeText(writer, format.VALUE_INFO.name, value.name);
  writeMessage(writer, format.VALUE_INFO.type, (type) => {
    writeMessage(type, format.TYPE.tensor, (tensor) => {
      writeInteger(tensor, format.TENSOR_TYPE.elementType, format.ELEMENT_TYPE[value.type]);
      writeMessage(tensor, format.TENSOR_TYPE.shape, (shape) => {
        for (const dimension of value.shape) {
          writeMessage(shape, format.SHAPE.dimension, (inner) => {
            if (typeof dimension === 'number') writeInteger(inner, format.DIMENSION.value, dimension);
            else writeText(inner, format.DIMENSION.parameter, dimension);
          });
        }
      });
    });
  });
}
