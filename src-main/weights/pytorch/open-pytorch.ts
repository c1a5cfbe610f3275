import { floatTensor } from '../../graph/tensor.ts';
import { decodeFloats, ELEMENT_BYTES } from '../element-type.ts';
import type { StoredTensor, WeightFile } from '../weight-file.ts';
import { copyStrided } from './copy-strided.ts';
import { findStateDictionary } from './find-state-dictionary.ts';
import { interpretPickle } from './interpret-pickle.ts';
import type { StorageReference } from './pickle-value.ts';
import { openZip, type ZipArchive } from './read-zip.ts';
import { quote } from '../quote.ts';
import { refusePickle } from './refuse-pickle.ts';
import { TORCH_WORLD } from './torch-world.ts';

const PROGRAM = 'data.pkl';
/** The list of the tensors alone; PyTorch's largest networks take a few hundred kilobytes. */
const LARGEST_PROGRAM = 32 * 1024 ** 2;

/**
 * Reads what `torch.save` has written since PyTorch 1.6: a zip archive with a pickle, which is interpreted and never executed, and the
 * tensors' bytes. Weights may be the whole file or lie under a usual key of it; tensors may share storages and be views of them.
 * @throws EspalierError `bad-network` saying what is wrong.
 */
export async function openPyTorch(bytes: Uint8Array): Promise<WeightFile> {
  const zip = await openZip(bytes);
  const folder = findFolder(zip);
  const program = await zip.read(`${folder}${PROGRAM}`);
  const { tensors, key } = findStateDictionary(interpretPickle(program, TORCH_WORLD));
  const storages = new Map<string, Promise<Storage>>();
  const isBigEndian = await readsBigEndian(zip, folder);
  const stored = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    const { type, key: entry } = tensor.storage;
    const opening = storages.get(entry) ?? openStorage(zip, folder, tensor.storage, isBigEndian);
    storages.set(entry, opening);
    const storage = await opening;
    if (storage.type !== type || storage.count !== tensor.storage.elements) {
      refusePickle(`it describes its storage ${quote(entry)} in two ways`);
    }
    const read = () => floatTensor(tensor.shape, copyStrided(storage.elements(), tensor));
    stored.set(name, { type, shape: tensor.shape, read });
  }
  return { format: 'PyTorch', tensors: stored, notes: key === undefined ? [] : [`weights found under "${key}"`] };
}

interface Storage {
  readonly type: StorageReference['type'];
  readonly count: number;
  /** Decoded once, however many tensors share it. */
  readonly elements: () => Float32Array;
}

async function openStorage(
  zip: ZipArchive,
  folder: string,
  { type, key, elements: count }: StorageReference,
  isBigEndian: boolean,
): Promise<Storage> {
  const content = await zip.read(`${folder}data/${key}`);
  const width = ELEMENT_BYTES[type];
  if (content.length !== count * width) {
    refusePickle(
      `its storage ${quote(key)} has ${content.length} bytes; ${count} elements of ${type} take ${count * width}`,
    );
  }
  let elements: Float32Array | undefined;
  return {
    type,
    count,
    elements: () => (elements ??= decodeFloats(type, isBigEndian ? swapBytes(content, width) : content)),
  };
}

/** The folder in the archive that all is in. @throws EspalierError `bad-network` where the archive is something else. */
function findFolder({ sizes }: ZipArchive): string {
  const [program, another] = [...sizes.keys()].filter((name) => name === PROGRAM || name.endsWith(`/${PROGRAM}`));
  if (program === undefined || another !== undefined) {
    return refusePickle(
      `it is a zip archive, but not one of torch.save: it has ${program === undefined ? 'no' : 'more than one'} ${PROGRAM}`,
    );
  }
  const folder = program.slice(0, -PROGRAM.length);
  if (sizes.has(`${folder}constants.pkl`)) {
    refusePickle(
      'it is a TorchScript archive, which holds code; save its weights alone: ' +
        'torch.save(torch.jit.load("model.pt", map_location="cpu").state_dict(), "weights.pth")',
    );
  }
  if ((sizes.get(program) ?? 0) > LARGEST_PROGRAM) refusePickle(`its list of tensors (${PROGRAM}) is too long`);
  return folder;
}

async function readsBigEndian(zip: ZipArchive, folder: string): Promise<boolean> {
  const entry = `${folder}byteorder`;
  if (!zip.sizes.has(entry)) return false;
  const order = new TextDecoder().decode(await zip.read(entry));
  if (order !== 'little' && order !== 'big') refusePickle(`its byte order ${quote(order)} is neither little nor big`);
  return order === 'big';
}

function swapBytes(content: Uint8Array, width: 1 | 2 | 4 | 8): Uint8Array {
  const swapped = Buffer.from(content);
  switch (width) {
    case 1:
      return swapped;
    case 2:
      return swapped.swap16();
    case 4:
      return swapped.swap32();
    case 8:
      return swapped.swap64();
  }
}
