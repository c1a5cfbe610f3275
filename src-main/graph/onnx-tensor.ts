import type protobuf from 'protobufjs/minimal.js';
import { EspalierError } from '../../src-shared/errors.ts';
import { elementTypeName, TENSOR, WIRE } from './onnx-format.ts';
import { readMessage, readPackedFloats, readPackedIntegers } from './onnx-wire.ts';
import { countElements, type Tensor, type TensorType } from './tensor.ts';

/**
 * Reads a TensorProto up to `end`.
 * @throws EspalierError `bad-network` for external data, an unknown element type, or data that do not fill the shape.
 */
export function decodeTensor(reader: protobuf.Reader, end: number): { name: string; tensor: Tensor } {
  let name = '';
  let elementType = 0;
  let raw: Uint8Array | undefined;
  const externalData: string[] = [];
  const shape: number[] = [];
  const floats: number[] = [];
  const integers: number[] = [];
  readMessage(reader, end, (field, wire) => {
    switch (field) {
      case TENSOR.dimensions:
        readPackedIntegers(reader, wire, shape);
        return true;
      case TENSOR.dataType:
        elementType = reader.int32();
        return true;
      case TENSOR.name:
        name = reader.string();
        return true;
      case TENSOR.rawData:
        raw = reader.bytes();
        return true;
      case TENSOR.floatData:
        readPackedFloats(reader, wire, floats);
        return true;
      case TENSOR.int32Data:
      case TENSOR.int64Data:
        readPackedIntegers(reader, wire, integers);
        return true;
      case TENSOR.doubleData:
        readDoubles(reader, wire, floats);
        return true;
      case TENSOR.externalData:
        externalData.push(reader.string());
        return true;
      default:
        return false;
    }
  });
  if (externalData.length > 0)
    throw new EspalierError('bad-network', `weight "${name}" lies in another file; save the network in one`);
  const type = elementTypeName(elementType);
  if (type === undefined) {
    throw new EspalierError(
      'bad-network',
      `weight "${name}" has an element type that is not supported (${elementType})`,
    );
  }
  if (shape.some((size) => !Number.isSafeInteger(size) || size < 0)) {
    throw new EspalierError('bad-network', `weight "${name}" has the impossible shape [${shape.join(', ')}]`);
  }
  const count = countElements(shape);
  const given = raw === undefined ? Math.max(floats.length, integers.length) : raw.byteLength / BYTES[type];
  if (given !== count) {
    throw new EspalierError(
      'bad-network',
      `weight "${name}" has ${given} values; its shape [${shape.join(', ')}] takes ${count}`,
    );
  }
  return { name, tensor: makeTensor(type, shape, raw ?? (floats.length > 0 ? floats : integers)) };
}

const BYTES: Readonly<Record<TensorType, number>> = { float32: 4, float64: 8, int64: 8, int32: 4, bool: 1 };

function makeTensor(type: TensorType, shape: readonly number[], values: Uint8Array | readonly number[]): Tensor {
  // A copy of its own: the bytes in the file need not be aligned.
  const buffer = values instanceof Uint8Array ? new Uint8Array(values).buffer : undefined;
  const numbers = values instanceof Uint8Array ? [] : values;
  switch (type) {
    case 'float32':
      return { type, shape, data: buffer === undefined ? Float32Array.from(numbers) : new Float32Array(buffer) };
    case 'float64':
      return { type, shape, data: buffer === undefined ? Float64Array.from(numbers) : new Float64Array(buffer) };
    case 'int64':
      return {
        type,
        shape,
        data: buffer === undefined ? BigInt64Array.from(numbers, BigInt) : new BigInt64Array(buffer),
      };
    case 'int32':
      return { type, shape, data: buffer === undefined ? Int32Array.from(numbers) : new Int32Array(buffer) };
    case 'bool':
      return { type, shape, data: buffer === undefined ? Uint8Array.from(numbers) : new Uint8Array(buffer) };
  }
}

function readDoubles(reader: protobuf.Reader, wire: number, into: number[]): void {
  if (wire !== WIRE.bytes) {
    into.push(reader.double());
    return;
  }
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new EspalierError('bad-network', 'the file ends in the middle of a list');
  while (reader.pos < end) into.push(reader.double());
}
