import { readFile, stat } from 'node:fs/promises';
import { EspalierError, toEspalierError } from '../../src-shared/errors.ts';
import { openPyTorch } from './pytorch/open-pytorch.ts';
import { openSafetensors } from './safetensors.ts';
import type { WeightFile } from './weight-file.ts';

/** VGG16 for ImageNet takes 528 MiB. */
const LARGEST_FILE = 2 * 1024 ** 3 - 1;
/** Where the header of a safetensors file begins, with a brace. */
const HEADER_START = 8;

/**
 * Reads a file of weights: safetensors, or what PyTorch's `torch.save` writes. Which of the two it is, its first bytes say.
 * @throws EspalierError `bad-network` that names the file and says what is wrong.
 */
export async function readWeightFile(path: string): Promise<WeightFile> {
  const bytes = await readWeightBytes(path);
  try {
    return await openWeights(bytes);
  } catch (cause) {
    throw new EspalierError('bad-network', `${path}: ${toEspalierError(cause).message}`, { cause });
  }
}

/** The same of bytes; what is wrong is said without a name. @throws EspalierError `bad-network`. */
export async function openWeights(bytes: Uint8Array): Promise<WeightFile> {
  if (startsWith(bytes, [0x50, 0x4b])) return openPyTorch(bytes);
  if (bytes[0] === 0x80) {
    throw new EspalierError(
      'bad-network',
      'it is in the format PyTorch had before version 1.6, or a bare pickle, which is not read here. Convert it in Python: ' +
        'torch.save(torch.load("old.pth", map_location="cpu", weights_only=True), "new.pth")',
    );
  }
  if (bytes.length > HEADER_START && bytes[HEADER_START] !== 0x7b) {
    throw new EspalierError('bad-network', 'it is neither a safetensors file nor what torch.save of PyTorch writes');
  }
  return openSafetensors(bytes);
}

/** The bytes of a file of weights. @throws EspalierError `bad-network` where it is no file, too large, or can't be read. */
export async function readWeightBytes(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile())
      throw new EspalierError('bad-network', `${path} is not a file of weights, but a folder or a device`);
    if (found.size > LARGEST_FILE) {
      throw new EspalierError('bad-network', `${path} has ${found.size} bytes; ${LARGEST_FILE} is the limit`);
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof EspalierError) throw cause;
    throw new EspalierError('bad-network', `can't read the weights ${path}: ${toEspalierError(cause).message}`, {
      cause,
    });
  }
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}
