import { writeZip, type ZipEntry } from './zip-writer.ts';

/** Parts of pickle programs (Python's Lib/pickletools.py), so that tests can write what Python would not. */
export const START = [0x80, 2];
export const STOP = [0x2e];
export const MARK = [0x28];
export const NONE = [0x4e];
export const EMPTY_DICTIONARY = [0x7d];
export const SET_ITEM = [0x73];
export const EMPTY_TUPLE = [0x29];
export const TUPLE_1 = [0x85];
export const REDUCE = [0x52];
export const BUILD = [0x62];

export function text(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)];
  return [0x58, ...littleEndian(bytes.length, 4), ...bytes];
}

export function integer(value: number): number[] {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31
    ? [0x4a, ...littleEndian(value, 4)]
    : [0x8a, 8, ...littleEndian(value, 8)];
}

export function global(module: string, name: string): number[] {
  return [0x63, ...new TextEncoder().encode(`${module}\n${name}\n`)];
}

export function tuple(...items: readonly (readonly number[])[]): number[] {
  return [...MARK, ...items.flat(), 0x74];
}

export interface TensorLies {
  readonly key?: string;
  readonly storageElements?: number;
  readonly offset?: number;
  readonly shape?: readonly number[];
  readonly strides?: readonly number[];
}

/** A tensor of four float32 elements as torch.save describes it, but for the given lies. */
export function tensor(lies: TensorLies = {}): number[] {
  const { key = '0', storageElements = 4, offset = 0, shape = [2, 2], strides = [2, 1] } = lies;
  const id = tuple(text('storage'), global('torch', 'FloatStorage'), text(key), text('cpu'), integer(storageElements));
  const hooks = [...global('collections', 'OrderedDict'), ...EMPTY_TUPLE, ...REDUCE];
  const sizes = [tuple(...shape.map(integer)), tuple(...strides.map(integer))];
  const args = tuple([...id, 0x51], integer(offset), ...sizes, [0x89], hooks);
  return [...global('torch._utils', '_rebuild_tensor_v2'), ...args, ...REDUCE];
}

/** A dictionary with one value. */
export function dictionary(key: string, value: readonly number[]): number[] {
  return [...EMPTY_DICTIONARY, ...text(key), ...value, ...SET_ITEM];
}

export function program(body: readonly number[]): Uint8Array {
  return Uint8Array.from([...START, ...body, ...STOP]);
}

/** The bytes of 1, 2, 3 and 4 as float32. */
export const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);

/** An archive as torch.save makes it, of a pickle and one storage. */
export function archive(pickle: Uint8Array, more: readonly ZipEntry[] = []): Uint8Array {
  return writeZip([{ name: 'archive/data.pkl', content: pickle }, { name: 'archive/data/0', content: FOUR }, ...more]);
}

function littleEndian(value: number, bytes: number): number[] {
  const whole = BigInt.asUintN(8 * bytes, BigInt(value));
  return Array.from({ length: bytes }, (_, index) => Number((whole >> BigInt(8 * index)) & 255n));
}
