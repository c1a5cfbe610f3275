import { EspalierError } from '../../src-shared/errors.ts';
import { decodeSafetensors } from '../weights/safetensors.ts';

/** Tensors by name, of whatever type. */
export type NamedData = ReadonlyMap<string, { readonly data: ArrayBufferView }>;

/**
 * Reads a safetensors file's bytes back and compares every tensor byte for byte; gives how many there are.
 * @throws EspalierError `internal` where one differs.
 */
export function checkTensors(path: string, expected: NamedData, written: Uint8Array): number {
  const { tensors } = decodeSafetensors(written);
  for (const [name, { data }] of expected) {
    const read = tensors.get(name)?.data;
    const same = read !== undefined && Buffer.compare(bytesOf(data), bytesOf(read)) === 0;
    if (!same) throw new EspalierError('internal', `${path}: "${name}" differs when read back`);
  }
  return expected.size;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
