import type protobuf from 'protobufjs/minimal.js';
import type { Dimension, ValueInfo } from './graph.ts';
import * as format from './onnx-format.ts';
import { MOST_DIMENSIONS } from './onnx-tensor.ts';
import { checkCount, readInteger, readMessage, refuse } from './onnx-wire.ts';

interface TensorTypeProto {
  elementType: number;
  /** Undefined where the file says nothing of it, not even how many dimensions there are. */
  shape: Dimension[] | undefined;
}

/**
 * Reads a ValueInfoProto up to `end`: the name, element type and shape of an input or output.
 * @throws EspalierError `bad-network` for anything but a tensor of a type we have and a known number of dimensions.
 */
export function readValueInfo(reader: protobuf.Reader, end: number): ValueInfo {
  let name = '';
  const found: TensorTypeProto = { elementType: 0, shape: undefined };
  readMessage(reader, end, (field) => {
    if (field === format.VALUE_INFO.name) name = reader.string();
    else if (field === format.VALUE_INFO.type) readType(reader, reader.uint32() + reader.pos, found);
    else return false;
    return true;
  });
  const type = format.elementTypeName(found.elementType);
  if (type === undefined) return refuse(`"${name}" has an element type that is not supported (${found.elementType})`);
  if (found.shape === undefined)
    return refuse(`"${name}" has no shape; write it into the file by ONNX's shape inference`);
  return { name, type, shape: found.shape };
}

function readType(reader: protobuf.Reader, end: number, found: TensorTypeProto): void {
  readMessage(reader, end, (field) => {
    if (field !== format.TYPE.tensor) return false;
    readTensorType(reader, reader.uint32() + reader.pos, found);
    return true;
  });
}

function readTensorType(reader: protobuf.Reader, end: number, found: TensorTypeProto): void {
  readMessage(reader, end, (field) => {
    if (field === format.TENSOR_TYPE.elementType) found.elementType = reader.int32();
    else if (field === format.TENSOR_TYPE.shape) found.shape = readShape(reader, reader.uint32() + reader.pos);
    else return false;
    return true;
  });
}

function readShape(reader: protobuf.Reader, end: number): Dimension[] {
  const shape: Dimension[] = [];
  readMessage(reader, end, (field) => {
    if (field !== format.SHAPE.dimension) return false;
    checkCount('dimensions in one value', shape.length, MOST_DIMENSIONS);
    shape.push(readDimension(reader, reader.uint32() + reader.pos) ?? `unknown_${shape.length}`);
    return true;
  });
  return shape;
}

/** What 32 bits hold. */
const LARGEST_EXTENT = 0x7fffffff;

/** A size or a name; undefined for neither, and for the negative sizes by which some exporters mean an open one. */
function readDimension(reader: protobuf.Reader, end: number): Dimension | undefined {
  let dimension: Dimension | undefined;
  readMessage(reader, end, (field) => {
    if (field === format.DIMENSION.value) dimension = readInteger(reader);
    else if (field === format.DIMENSION.parameter) dimension = reader.string();
    else return false;
    return true;
  });
  if (typeof dimension === 'number' && dimension > LARGEST_EXTENT) refuse(`a dimension of ${dimension} is too large`);
  return dimension === '' || (typeof dimension === 'number' && dimension < 0) ? undefined : dimension;
}
