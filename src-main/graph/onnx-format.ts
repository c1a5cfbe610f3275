import type { TensorType } from './tensor.ts';

/**
 * Field numbers and enumerations of `onnx.proto` (ONNX IR version 8, operator set 17). The messages are few and
 * their numbers never change, so they are read and written with the wire-format reader and writer directly.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export const IR_VERSION = 8;

export const MODEL = {
  irVersion: 1,
  producerName: 2,
  producerVersion: 3,
  graph: 7,
  operatorSet: 8,
  metadata: 14,
} as const;
export const OPERATOR_SET_ID = { domain: 1, version: 2 } as const;
export const STRING_ENTRY = { key: 1, value: 2 } as const;
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12, sparseInitializer: 15 } as const;
export const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 } as const;
export const VALUE_INFO = { name: 1, type: 2 } as const;
export const TYPE = { tensor: 1 } as const;
export const TENSOR_TYPE = { elementType: 1, shape: 2 } as const;
export const SHAPE = { dimension: 1 } as const;
export const DIMENSION = { value: 1, parameter: 2 } as const;
export const ATTRIBUTE = {
  name: 1,
  float: 2,
  int: 3,
  string: 4,
  tensor: 5,
  graph: 6,
  floats: 7,
  ints: 8,
  strings: 9,
  type: 20,
} as const;
export const ATTRIBUTE_TYPE = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
} as const;
export const TENSOR = {
  dimensions: 1,
  dataType: 2,
  floatData: 4,
  int32Data: 5,
  int64Data: 7,
  name: 8,
  rawData: 9,
  doubleData: 10,
  externalData: 13,
  dataLocation: 14,
} as const;
export const ELEMENT_TYPE = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const satisfies Record<
  TensorType,
  number
>;

/** Wire types of the protobuf encoding. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export function elementTypeName(code: number): TensorType | undefined {
  switch (code) {
    case ELEMENT_TYPE.float32:
      return 'float32';
    case ELEMENT_TYPE.int32:
      return 'int32';
    case ELEMENT_TYPE.int64:
      return 'int64';
    case ELEMENT_TYPE.bool:
      return 'bool';
    case ELEMENT_TYPE.float64:
      return 'float64';
    default:
      return undefined;
  }
}
