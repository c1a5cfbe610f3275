import { describe, expect, it } from 'vitest';
import { openWeights } from '../../../../src-main/weights/read-weight-file.ts';
import type { WeightFile } from '../../../../src-main/weights/weight-file.ts';
import {
  archive,
  BUILD,
  dictionary,
  EMPTY_TUPLE,
  FOUR,
  global,
  integer,
  MARK,
  NONE,
  program,
  REDUCE,
  START,
  STOP,
  tensor,
  text,
  TUPLE_1,
  tuple,
  type TensorLies,
} from './pickle-writer.ts';
import { writeZip } from './zip-writer.ts';

/** All that a file is asked for in use: its tensors, as numbers. */
async function readAll(bytes: Uint8Array): Promise<WeightFile> {
  const file = await openWeights(bytes);
  for (const { read } of file.tensors.values()) read();
  return file;
}

async function expectRefusal(bytes: Uint8Array, message: RegExp, mebibytes = 64): Promise<void> {
  const before = process.memoryUsage().rss;
  const started = process.cpuUsage();
  await expect(readAll(bytes)).rejects.toMatchObject({
    name: 'EspalierError',
    code: 'bad-network',
    message: expect.stringMatching(message),
  });
  // Not by the clock, which also counts what else the machine does.
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  expect(process.memoryUsage().rss - before).toBeLessThan(mebibytes * 1024 ** 2);
}

const refusePickle = (body: readonly number[], message: RegExp): Promise<void> =>
  expectRefusal(archive(program(body)), message);
const refuseTensor = (lies: TensorLies, message: RegExp): Promise<void> =>
  refusePickle(dictionary('w', tensor(lies)), message);

describe('a file made by hand', () => {
  it('is read where it tells the truth (would catch refusals below that have another reason)', async () => {
    const file = await readAll(archive(program(dictionary('w', tensor()))));
    expect(file.tensors.get('w')?.read()).toMatchObject({ shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) });
  });

  it('is read with an entry that is deflated', async () => {
    const pickle = program(dictionary('w', tensor({ strides: [1, 2] })));
    const file = await readAll(
      writeZip([
        { name: 'a/data.pkl', content: pickle, deflate: true },
        { name: 'a/data/0', content: FOUR, deflate: true },
      ]),
    );
    expect(file.tensors.get('w')?.read().data).toEqual(Float32Array.of(1, 3, 2, 4));
  });
});

describe('a pickle that wants more than tensors', () => {
  it.each([
    ['os', 'system'],
    ['posix', 'system'],
    ['builtins', 'eval'],
    ['torch', 'load'],
    ['torch.nn.modules.conv', 'Conv2d'],
    ['collections', 'OrderedDict.fromkeys'],
    ['__proto__', 'constructor'],
  ])('is refused with %s.%s named', async (module, name) => {
    const call = [...global(module, name), ...tuple(text('touch /tmp/owned')), ...REDUCE];
    await refusePickle(call, new RegExp(`asks for "${module}\\.${name.replace('.', '\\.')}"`));
    // The same by STACK_GLOBAL.
    await refusePickle([...text(module), ...text(name), 0x93, ...EMPTY_TUPLE, ...REDUCE], /asks for/);
  });

  it('is refused where it calls what is no constructor, or gives attributes to a constructor', async () => {
    await refusePickle([...text('eval'), ...tuple(text('1')), ...REDUCE], /calls a text/);
    await refusePickle([...global('torch', 'FloatStorage'), ...EMPTY_TUPLE, ...REDUCE], /torch\.FloatStorage/);
    await refusePickle([...global('torch', 'FloatStorage'), ...NONE, ...BUILD], /gives attributes/);
  });
});

describe('a pickle that wants to take all time or memory', () => {
  it('is refused or read at once however deep its tuples are (would catch recursion)', async () => {
    const deep = [...EMPTY_TUPLE, ...Array<number>(50_000).fill(TUPLE_1[0] ?? 0)];
    await refusePickle(deep, /no dictionary of tensors/);
    await refusePickle(Array<number>(50_000).fill(MARK[0] ?? 0), /nested more than 1000 deep/);
  });

  it('is refused where it holds itself (would catch a walk without end)', async () => {
    // A list in itself, in a dictionary, by the memo.
    const cycle = [0x5d, 0x71, 0, 0x68, 0, 0x61];
    await refusePickle(dictionary('model', cycle), /holds no tensors by name/);
    const itself = [0x7d, 0x71, 0, ...text('model'), 0x68, 0, 0x73];
    await refusePickle(itself, /holds no tensors by name/);
  });

  it('is refused where it doubles a tuple forty times (would catch a copy of what is shared)', async () => {
    const doubled = Array.from({ length: 40 }, () => [0x32, 0x86]).flat();
    await refusePickle([...EMPTY_TUPLE, ...doubled], /no dictionary of tensors/);
  });

  it('is refused after half a million operations', async () => {
    // None, taken away again, and so on, after a start of two bytes.
    const long = Buffer.alloc(600_000, Buffer.from([...NONE, 0x30]));
    long.set(START);
    await expectRefusal(archive(long), /more than 500000 operations/);
  });

  it('is refused where it ends early, recalls what it never kept, or has an operation of protocol 0', async () => {
    await expectRefusal(archive(Uint8Array.from(START)), /ends in the middle/);
    await expectRefusal(archive(new Uint8Array(0)), /ends in the middle/);
    await refusePickle([0x68, 7], /recalls a value 7/);
    await refusePickle([0x69, ...new TextEncoder().encode('os\nsystem\n')], /operation 0x69/);
    await refusePickle([0x58, 255, 255, 255, 255, 65], /ends in the middle/);
    await refusePickle([0x8e, 255, 255, 255, 255, 255, 255, 255, 255], /ends in the middle/);
    await refusePickle([...STOP], /a value is missing/);
    await expectRefusal(archive(Uint8Array.of(0x80, 9, 0x4e, 0x2e)), /protocol 9/);
  });
});

describe('a tensor that lies', () => {
  it('is refused where it reaches out of its storage', async () => {
    await refuseTensor({ offset: 1 }, /reaches beyond the 4 elements/);
    await refuseTensor({ strides: [3, 1] }, /reaches beyond the 4 elements/);
    await refuseTensor({ offset: 2 ** 52, shape: [1], strides: [1] }, /reaches beyond/);
    await refuseTensor({ shape: [2], strides: [2 ** 52] }, /reaches beyond/);
    await refuseTensor({ shape: [5], strides: [0] }, /more elements than the 4/);
  });

  it('is refused for negative and for huge numbers', async () => {
    await refuseTensor({ offset: -1 }, /-1 in its offset/);
    await refuseTensor({ shape: [-2, -2] }, /-2 in its shape/);
    await refuseTensor({ strides: [-2, 1], offset: 2 }, /-2 in its strides/);
    await refuseTensor({ shape: Array<number>(20).fill(2 ** 52), strides: Array<number>(20).fill(1) }, /more elements/);
    await refuseTensor({ shape: [...Array<number>(30).fill(2 ** 52), 0], strides: Array<number>(31).fill(1) }, /more/);
    await refuseTensor({ shape: Array<number>(100).fill(1), strides: Array<number>(100).fill(1) }, /100 dimensions/);
    await refuseTensor({ shape: [2, 2], strides: [1] }, /strides \[1\]/);
  });

  it('is refused where its storage is not there, or of another size', async () => {
    await refuseTensor({ key: '7' }, /no entry "archive\/data\/7"/);
    await refuseTensor({ key: '../data.pkl' }, /no entry/);
    await refuseTensor({ storageElements: 2 ** 40, shape: [2 ** 40], strides: [1] }, /has 16 bytes/);
    await refuseTensor({ storageElements: 3, shape: [3], strides: [1] }, /has 16 bytes/);
    await refuseTensor({ storageElements: -1 }, /storage in a way/);
  });

  it('is refused for a number of elements that is none', async () => {
    const id = tuple(text('storage'), global('torch', 'FloatStorage'), text('0'), text('cpu'), text('4'));
    await refusePickle([...id, 0x51], /storage in a way/);
    await refusePickle([...integer(5), 0x51], /storage in a way/);
  });
});

describe('an archive that lies', () => {
  const pickle = program(dictionary('w', tensor()));

  it('is refused where an entry unpacks to far more than its size', async () => {
    const bomb = new Uint8Array(24 * 1024 ** 2);
    const file = writeZip([
      { name: 'a/data.pkl', content: pickle },
      { name: 'a/data/0', content: bomb, deflate: true },
    ]);
    await expectRefusal(file, /unpack/);
    const hidden = writeZip([
      { name: 'a/data.pkl', content: pickle },
      { name: 'a/data/0', content: bomb, deflate: true, uncompressedSize: 16 },
    ]);
    await expectRefusal(hidden, /can't be read|not have|bytes/);
  });

  it('is refused where many small entries together unpack to far more than the file', async () => {
    const zeros = new Uint8Array(1024 ** 2 - 1);
    const keys = Array.from({ length: 40 }, (_, index) => String(index));
    const storage = { storageElements: Math.floor(zeros.length / 4), shape: [1], strides: [1] };
    const items = keys.flatMap((key) => [...text(key), ...tensor({ ...storage, key }), 0x73]);
    const content = zeros.subarray(0, 4 * storage.storageElements);
    const file = writeZip([
      { name: 'a/data.pkl', content: program([0x7d, ...items]) },
      ...keys.map((key) => ({ name: `a/data/${key}`, content, deflate: true })),
    ]);
    await expectRefusal(file, /unpack/);
  });

  it('is refused where it is damaged, doubled, or something else', async () => {
    await expectRefusal(archive(pickle).subarray(0, 300), /no complete zip archive/);
    await expectRefusal(
      writeZip([
        { name: 'a/data.pkl', content: pickle },
        { name: 'a/data/0', content: FOUR, crc: 1 },
      ]),
      /checksum/,
    );
    await expectRefusal(archive(pickle, [{ name: 'archive/data/0', content: FOUR }]), /twice/);
    await expectRefusal(archive(pickle, [{ name: 'other/data.pkl', content: pickle }]), /more than one data\.pkl/);
    await expectRefusal(writeZip([{ name: 'word/document.xml', content: FOUR }]), /not one of torch\.save/);
    await expectRefusal(archive(pickle, [{ name: 'archive/constants.pkl', content: FOUR }]), /TorchScript/);
    const middle = new TextEncoder().encode('middle');
    await expectRefusal(archive(pickle, [{ name: 'archive/byteorder', content: middle }]), /byte order "middle"/);
  });

  it('is refused with a way out where it is older than PyTorch 1.6', async () => {
    await expectRefusal(Uint8Array.of(0x80, 2, 0x8a, 10), /before version 1\.6.*torch\.save\(torch\.load/);
  });
});
