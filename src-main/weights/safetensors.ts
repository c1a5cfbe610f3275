import { EspalierError } from '../../src-shared/errors.ts';
import { floatTensor, type FloatTensor, type Tensor, type TensorType } from '../graph/tensor.ts';
import { decodeFloats, ELEMENT_BYTES } from './element-type.ts';
import { quote } from './quote.ts';
import {
  decodeHeader,
  ELEMENT_TYPES,
  encodeHeader,
  invalidFile,
  METADATA_KEY,
  type Dtype,
  type TensorEntry,
} from './safetensors-header.ts';
import type { StoredTensor, WeightFile } from './weight-file.ts';

const DTYPES = { float32: 'F32', float64: 'F64', int64: 'I64', int32: 'I32', bool: 'BOOL' } as const satisfies Record<
  TensorType,
  Dtype
>;

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Writes tensors in the safetensors format (https://github.com/huggingface/safetensors#format): the header's length, the header as JSON,
 * the tensors' bytes, little-endian and row-major, without gaps. Those with the widest elements come first, so that each is aligned, then
 * by name: the same tensors give the same bytes.
 * @throws EspalierError `bad-network` where a tensor has the name that the format keeps for metadata.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  if (tensors.has(METADATA_KEY)) {
    throw new EspalierError('bad-network', `safetensors can't hold a tensor named "${METADATA_KEY}"`);
  }
  const ordered = [...tensors].sort(
    ([nameA, a], [nameB, b]) => elementBytes(b) - elementBytes(a) || (nameA < nameB ? -1 : 1),
  );
  let size = 0;
  const entries = ordered.map(([name, { type, shape, data }]): TensorEntry => {
    const begin = size;
    size += data.byteLength;
    return { name, dtype: DTYPES[type], shape, begin, end: size };
  });
  const header = encodeHeader(entries, metadata);
  const bytes = new Uint8Array(header.length + size);
  bytes.set(header);
  let offset = header.length;
  for (const [, { data }] of ordered) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/**
 * Reads a safetensors file, strictly: every byte of it belongs to the header or to exactly one tensor, and no key comes twice. The tensors
 * are copies of the bytes, bit for bit.
 * @throws EspalierError `bad-network` that says what is wrong, and with which tensor.
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { entries, metadata, dataStart } = decodeHeader(bytes);
  const data = bytes.subarray(dataStart);
  return { tensors: new Map(entries.map((entry) => [entry.name, readTensor(entry, data)])), metadata };
}

/** The same file as weights to start from: of any type that can be a weight. @throws EspalierError `bad-network`. */
export function openSafetensors(bytes: Uint8Array): WeightFile {
  const { entries, dataStart } = decodeHeader(bytes);
  const data = bytes.subarray(dataStart);
  const stored = entries.map(({ name, dtype, shape, begin, end }): [string, StoredTensor] => {
    const type = ELEMENT_TYPES[dtype];
    const read = (): FloatTensor => floatTensor(shape, decodeFloats(type, data.subarray(begin, end)));
    return [name, { type, shape, read }];
  });
  return { format: 'safetensors', tensors: new Map(stored), notes: [] };
}

function elementBytes({ type }: Tensor): number {
  return ELEMENT_BYTES[type];
}

function readTensor({ name, dtype, shape, begin, end }: TensorEntry, data: Uint8Array): Tensor {
  // Not data.slice, which on a Buffer copies nothing.
  const own = new Uint8Array(data.subarray(begin, end));
  switch (dtype) {
    case 'F32':
      return { type: 'float32', shape, data: new Float32Array(own.buffer) };
    case 'F64':
      return { type: 'float64', shape, data: new Float64Array(own.buffer) };
    case 'I64':
      return { type: 'int64', shape, data: new BigInt64Array(own.buffer) };
    case 'I32':
      return { type: 'int32', shape, data: new Int32Array(own.buffer) };
    case 'BOOL':
      if (own.some((value) => value > 1))
        throw invalidFile(`tensor ${quote(name)} has truth values other than 0 and 1`);
      return { type: 'bool', shape, data: own };
    case 'F16':
    case 'BF16':
    case 'I16':
    case 'I8':
    case 'U8':
      throw new EspalierError(
        'bad-network',
        `tensor ${quote(name)} has elements of type ${dtype}, which a network here can't have`,
      );
  }
}
