import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatTensor, type Tensor } from '../../../src-main/graph/tensor.ts';
import { decodeSafetensors, encodeSafetensors, openSafetensors } from '../../../src-main/weights/safetensors.ts';
import { expectError } from '../../expect-error.ts';

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const count = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Tensors of random bytes, so that NaN payloads and negative zeros occur. */
const tensors = fc
  .record({ type: fc.constantFrom('float32', 'float64', 'int64', 'int32', 'bool'), shape: shapes, seed: fc.integer() })
  .map(({ type, shape, seed }): Tensor => {
    const length = count(shape);
    const bytes = Uint8Array.from({ length: 8 * length }, (_, index) => Math.imul(seed + index, 0x9e3779b1) >>> 24);
    switch (type) {
      case 'float32':
        return { type, shape, data: new Float32Array(bytes.buffer, 0, length) };
      case 'float64':
        return { type, shape, data: new Float64Array(bytes.buffer) };
      case 'int64':
        return { type, shape, data: new BigInt64Array(bytes.buffer) };
      case 'int32':
        return { type, shape, data: new Int32Array(bytes.buffer, 4 * length) };
      case 'bool':
        return { type, shape, data: bytes.slice(0, length).map((value) => value & 1) };
    }
  });
const names = fc
  .oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '1', 'a"b', 'ü'))
  .filter((name) => name !== '__metadata__');
const files = fc.uniqueArray(fc.tuple(names, tensors), { selector: ([name]) => name, maxLength: 6 });

const bytesOf = ({ data }: Tensor): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** A file with the given header text and data, built without our writer. */
function fileOf(header: string | Uint8Array, data: readonly number[] = []): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return Uint8Array.from([...length, ...text, ...data]);
}

function entry(shape: readonly number[], begin: number, end: number, dtype = 'F32'): string {
  return JSON.stringify({ dtype, shape, data_offsets: [begin, end] });
}

function expectRefusal(bytes: Uint8Array, message: RegExp): void {
  expectError(() => decodeSafetensors(bytes), 'bad-network', message);
}

describe('safetensors', () => {
  it('read back bit for bit, whatever the names, types and shapes', () => {
    fc.assert(
      fc.property(files, fc.dictionary(fc.string(), fc.string()), (file, metadata) => {
        const decoded = decodeSafetensors(encodeSafetensors(new Map(file), metadata));
        expect(decoded.metadata).toEqual({ ...metadata });
        expect(decoded.tensors.size).toBe(file.length);
        for (const [name, tensor] of file) {
          const read = decoded.tensors.get(name);
          expect(read).toMatchObject({ type: tensor.type, shape: tensor.shape });
          expect(read === undefined ? undefined : bytesOf(read)).toEqual(bytesOf(tensor));
        }
      }),
    );
  });

  it('give the same bytes in whatever order the tensors come (would catch a hash that changes from run to run)', () => {
    fc.assert(
      fc.property(files, (file) => {
        expect(encodeSafetensors(new Map([...file].reverse()))).toEqual(encodeSafetensors(new Map(file)));
      }),
    );
  });

  it('are read from a view at any offset (would catch an unaligned array)', () => {
    const bytes = encodeSafetensors(new Map([['w', { type: 'float64', shape: [1], data: Float64Array.of(0.1) }]]));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeSafetensors(shifted.subarray(3)).tensors.get('w')?.data).toEqual(Float64Array.of(0.1));
  });

  it('are read from a Buffer (would catch a slice that shares its memory)', () => {
    const tensors = new Map([
      ['a', floatTensor([2], [1, 2])],
      ['b', floatTensor([1], [3])],
    ]);
    expect(decodeSafetensors(Buffer.from(encodeSafetensors(tensors))).tensors).toEqual(tensors);
  });

  it('are what an independent reading of the format in Python expects', ({ skip }) => {
    const file = new Map<string, Tensor>([
      ['flag', { type: 'bool', shape: [3], data: Uint8Array.of(1, 0, 1) }],
      ['conv.weight', { type: 'float32', shape: [2, 1], data: Float32Array.of(1.5, -2.25) }],
      ['steps', { type: 'int64', shape: [], data: BigInt64Array.of(-7n) }],
    ]);
    const python = spawnSync('python3', ['-c', READ_IN_PYTHON], {
      input: encodeSafetensors(file, { format: 'pt' }),
      encoding: 'utf8',
    });
    if (python.error !== undefined) skip('python3 is not installed');
    expect(JSON.parse(python.stdout)).toEqual({
      aligned: true,
      metadata: { format: 'pt' },
      tensors: { flag: [true, false, true], 'conv.weight': [1.5, -2.25], steps: [-7] },
    });
  });

  it('can hold no tensor named as the metadata', () => {
    const file = new Map<string, Tensor>([['__metadata__', { type: 'bool', shape: [0], data: new Uint8Array(0) }]]);
    expectError(() => encodeSafetensors(file), 'bad-network', /__metadata__/);
  });
});

describe('weights in safetensors', () => {
  /** The bytes of one tensor of two elements, as numbers to start from. */
  const read = (dtype: string, data: Uint8Array): Float32Array | undefined =>
    openSafetensors(fileOf(`{"w":${entry([2], 0, data.length, dtype)}}`, [...data]))
      .tensors.get('w')
      ?.read().data;
  const bytes = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

  it('are float32 whatever floating-point type they had', () => {
    expect(read('F32', bytes(Float32Array.of(1.5, -2)))).toEqual(Float32Array.of(1.5, -2));
    expect(read('F64', bytes(Float64Array.of(0.1, -2)))).toEqual(Float32Array.of(0.1, -2));
    expect(read('BF16', bytes(Uint16Array.of(0x3fc0, 0xc000)))).toEqual(Float32Array.of(1.5, -2));
    expect(read('F16', bytes(Uint16Array.of(0x3e00, 0xc000)))).toEqual(Float32Array.of(1.5, -2));
  });

  it('are read right from every bit of a half float: subnormal numbers, zeros, infinities and what is no number', () => {
    const halves: [number, number][] = [
      [0x0001, 2 ** -24],
      [0x03ff, 1023 * 2 ** -24],
      [0x0400, 2 ** -14],
      [0x7bff, 65504],
      [0x8000, -0],
      [0xfc00, -Infinity],
      [0x7e00, NaN],
    ];
    for (const [bits, value] of halves) expect(read('F16', bytes(Uint16Array.of(bits, 0)))?.[0]).toBe(value);
  });

  it('are refused where they are whole numbers', () => {
    expectError(() => read('I32', bytes(Int32Array.of(1, 2))), 'bad-network', /elements of type int32/);
  });
});

describe('a hostile file', () => {
  it('is refused when it is too short or its header too long', () => {
    expectRefusal(new Uint8Array(7), /7 bytes/);
    expectRefusal(Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 127), /limit/);
    expectRefusal(Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d), /ends within its header/);
  });

  it('is refused when its header is not one JSON object in UTF-8', () => {
    expectRefusal(fileOf(' {}'), /begin with "\{"/);
    expectRefusal(fileOf('[]'), /begin with/);
    expectRefusal(fileOf('{"a":'), /not JSON/);
    expectRefusal(fileOf('{}{}'), /not JSON/);
    expectRefusal(fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)), /UTF-8/);
    expectRefusal(fileOf(''), /begin with/);
  });

  it('is refused when a key comes twice (would catch a second tensor hidden behind the first)', () => {
    const data = [0, 0, 0, 0];
    expectRefusal(fileOf(`{"a":${entry([1], 0, 4)},"a":${entry([1], 0, 4)}}`, data), /same key twice/);
    expectRefusal(
      fileOf(`{"a":{"dtype":"F32","dtype":"I32","shape":[1],"data_offsets":[0,4]}}`, data),
      /same key twice/,
    );
    expectRefusal(fileOf('{"__metadata__":{"k":"1","\\u006b":"2"}}'), /same key twice/);
  });

  it('is refused when tensors overlap, leave a hole, or reach beyond the end', () => {
    const eight = Array<number>(8).fill(0);
    expectRefusal(
      fileOf(`{"a":${entry([1], 0, 4)},"b":${entry([1], 0, 4)}}`, eight),
      /"b" begins at byte 0 and not at 4/,
    );
    expectRefusal(fileOf(`{"a":${entry([1], 4, 8)}}`, eight), /"a" begins at byte 4 and not at 0/);
    expectRefusal(fileOf(`{"a":${entry([1], 0, 4)}}`, eight), /take 4 bytes and 8 follow/);
    expectRefusal(fileOf(`{"a":${entry([3], 0, 12)}}`, eight), /take 12 bytes and 8 follow/);
    expectRefusal(fileOf('{}', [1]), /take 0 bytes and 1 follow/);
  });

  it('is refused when size and shape differ, also where their product overflows', () => {
    expectRefusal(fileOf(`{"a":${entry([2], 0, 4)}}`, [0, 0, 0, 0]), /needs 8 bytes and has 4/);
    expectRefusal(fileOf(`{"a":${entry([2 ** 40, 2 ** 40], 0, 0)}}`), /needs/);
    expectRefusal(fileOf(`{"a":${entry([1], 4, 0)}}`, [0, 0, 0, 0]), /has -4/);
    for (const shape of ['[-1]', '[1.5]', '[1e999]', '"1"', 'null']) {
      expectRefusal(
        fileOf(`{"a":{"dtype":"F32","shape":${shape},"data_offsets":[0,4]}}`, [0, 0, 0, 0]),
        /described wrongly/,
      );
    }
  });

  it('is refused with the type named that can not be read, and for truth values that are none', () => {
    expectRefusal(fileOf(`{"a":${entry([1], 0, 2, 'BF16')}}`, [0, 0]), /"a" has elements of type BF16/);
    expectRefusal(fileOf(`{"a":${entry([1], 0, 1, 'BOOL')}}`, [2]), /truth values/);
    expectRefusal(fileOf('{"__metadata__":{"a":1}}'), /__metadata__/);
    expectRefusal(fileOf('{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0],"extra":1}}'), /extra/);
  });

  it('is read or refused with a reason, never something else, when bytes of it are changed', () => {
    const valid = encodeSafetensors(new Map([['layer', { type: 'int32', shape: [2], data: Int32Array.of(1, 2) }]]), {
      k: 'v',
    });
    const change = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(valid.length), (changes, length) => {
        const bytes = valid.slice(0, length === 0 ? valid.length : length);
        for (const [index, value] of changes) if (index < bytes.length) bytes[index] = value;
        try {
          decodeSafetensors(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad-network' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('with millions of wrong sizes is refused before memory is short (would catch a complaint kept for each)', () => {
    const before = process.memoryUsage().rss;
    expectRefusal(
      fileOf(`{"a":{"dtype":"F32","shape":[${'-1,'.repeat(2_000_000)}0],"data_offsets":[0,0]}}`),
      /"shape"/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 1024 ** 2);
  });

  it('with a header nested without end is refused (would catch a stack overflow)', () => {
    expectRefusal(fileOf(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`), /./);
  });
});

const READ_IN_PYTHON = `
import json, struct, sys
raw = sys.stdin.buffer.read()
(length,) = struct.unpack('<Q', raw[:8])
header = json.loads(raw[8:8 + length]); data = raw[8 + length:]
metadata = header.pop('__metadata__')
kinds = {'F32': 'f', 'I64': 'q', 'BOOL': '?'}
read = {}
aligned = length % 8 == 0
for name, tensor in header.items():
    begin, end = tensor['data_offsets']; kind = kinds[tensor['dtype']]
    aligned = aligned and begin % struct.calcsize(kind) == 0
    read[name] = list(struct.unpack('<%d%s' % ((end - begin) // struct.calcsize(kind), kind), data[begin:end]))
print(json.dumps({'aligned': aligned, 'metadata': metadata, 'tensors': read}))
`;
