import type protobuf from 'protobufjs/minimal.js';
import { elementTypeName, TENSOR } from './onnx-format.ts';
import { checkCount, readBigInteger, readInteger, readMessage, readPacked, refuse } from './onnx-wire.ts';
import { countElements, type Tensor, type TensorType } from './tensor.ts';

/** ONNX Runtime has eight. */
export const MOST_DIMENSIONS = 128;
/** Of whole numbers that are written one by one, which shapes and axes are and weights are not. */
const MOST_INTEGERS = 1 << 22;

/** The values of a TensorProto, in whichever field they were. */
interface Values {
  raw: Uint8Array | undefined;
  readonly floats: number[];
  readonly integers: bigint[];
}

/**
 * Reads a TensorProto up to `end`.
 * @throws EspalierError `bad-network` for external data, an unknown element type, or data that do not fill the shape.
 */
export function decodeTensor(reader: protobuf.Reader, end: number): { name: string; tensor: Tensor } {
  let name = '';
  let elementType = 0;
  const shape: number[] = [];
  const values: Values = { raw: undefined, floats: [], integers: [] };
  readMessage(reader, end, (field, wire) => {
    switch (field) {
      case TENSOR.dimensions:
        readPacked(reader, wire, shape, () => {
          checkCount('dimensions in one weight', shape.length, MOST_DIMENSIONS);
          return readInteger(reader);
        });
        return true;
      case TENSOR.dataType:
        elementType = reader.int32();
        return true;
      case TENSOR.name:
        name = reader.string();
        return true;
      case TENSOR.rawData:
        values.raw = reader.bytes();
        return true;
      case TENSOR.floatData:
        readPacked(reader, wire, values.floats, () => reader.float());
        return true;
      case TENSOR.int32Data:
      case TENSOR.int64Data:
        readPacked(reader, wire, values.integers, () => {
          checkCount('numbers in one list', values.integers.length, MOST_INTEGERS);
          return readBigInteger(reader);
        });
        return true;
      case TENSOR.doubleData:
        readPacked(reader, wire, values.floats, () => reader.double());
        return true;
      case TENSOR.externalData:
        return refuse(`weight "${name}" lies in another file; save the network in one`);
      default:
        return false;
    }
  });
  const type = elementTypeName(elementType);
  if (type === undefined) return refuse(`weight "${name}" has an element type that is not supported (${elementType})`);
  if (shape.some((size) => !Number.isSafeInteger(size) || size < 0)) {
    refuse(`weight "${name}" has the impossible shape [${shape.join(', ')}]`);
  }
  const count = countElements(shape);
  const given = countValues(type, values);
  if (given !== count) refuse(`weight "${name}" has ${given} values; its shape [${shape.join(', ')}] takes ${count}`);
  return { name, tensor: makeTensor(type, shape, values) };
}

const BYTES: Readonly<Record<TensorType, number>> = { float32: 4, float64: 8, int64: 8, int32: 4, bool: 1 };

function countValues(type: TensorType, { raw, floats, integers }: Values): number {
  if (raw !== undefined) return raw.byteLength / BYTES[type];
  return type === 'float32' || type === 'float64' ? floats.length : integers.length;
}

function makeTensor(type: TensorType, shape: readonly number[], { raw, floats, integers }: Values): Tensor {
  // A copy of its own: the bytes in the file need not be aligned.
  const buffer = raw === undefined ? undefined : new Uint8Array(raw).buffer;
  switch (type) {
    case 'float32':
      return { type, shape, data: buffer === undefined ? Float32Array.from(floats) : new Float32Array(buffer) };
    case 'float64':
      return { type, shape, data: buffer === undefined ? Float64Array.from(floats) : new Float64Array(buffer) };
    case 'int64':
      return { type, shape, data: buffer === undefined ? BigInt64Array.from(integers) : new BigInt64Array(buffer) };
    case 'int32':
      return { type, shape, data: buffer === undefined ? Int32Array.from(integers, Number) : new Int32Array(buffer) };
    case 'bool':
      return { type, shape, data: buffer === undefined ? Uint8Array.from(integers, Number) : new Uint8Array(buffer) };
  }
}
