import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import { createRandom } from '../../../src-shared/random.ts';
import type { Graph } from '../../graph/graph.ts';
import { readWeightBytes } from '../../weights/read-weight-file.ts';
import { initialiseWeights } from '../initialise.ts';
import type { LoadedNetwork } from '../weights/load-vgg16.ts';
import { buildDarknetGraph } from './build-graph.ts';
import { decodeDarknetWeights } from './decode-weights.ts';
import { readCfg, type ImageSize } from './read-cfg.ts';

const LARGEST_CFG = 4 * 1024 ** 2;

export interface DarknetOptions {
  /** Draws the weights that no file gives. */
  readonly seed: number;
  /** In place of the cfg's. */
  readonly imageSize?: ImageSize | undefined;
}

/**
 * The network of a darknet `.cfg` file with the weights of a `.weights` file, or with initial ones.
 * @throws EspalierError `bad-network` that names the file, and the line of the cfg.
 */
export async function readDarknetNetwork(
  cfgPath: string,
  weightsPath: string | undefined,
  { seed, imageSize }: DarknetOptions,
): Promise<LoadedNetwork> {
  const built = await readDarknetGraph(cfgPath, imageSize);
  const network = initialiseWeights(built, createRandom(seed, 'darknet', 'weights'));
  return weightsPath === undefined ? { network, notes: [] } : readDarknetWeights(network, weightsPath);
}

/** The same without weights: they are all 0. @throws EspalierError `bad-network` that names the file and its line. */
export async function readDarknetGraph(cfgPath: string, imageSize?: ImageSize): Promise<Graph> {
  const text = await readText(cfgPath);
  try {
    const { network, places } = readCfg(text, basename(cfgPath, extname(cfgPath)), imageSize);
    return buildDarknetGraph(network, places);
  } catch (cause) {
    throw new EspalierError('bad-network', `${cfgPath}: ${toEspalierError(cause).message}`, { cause });
  }
}

/** A darknet network with the weights of a `.weights` file in place of its own. @throws EspalierError `bad-network` that names the file. */
export async function readDarknetWeights(network: Graph, weightsPath: string): Promise<LoadedNetwork> {
  const bytes = await readWeightBytes(weightsPath);
  try {
    const { network: loaded, notes } = decodeDarknetWeights(bytes, network);
    return { network: loaded, notes: [[`starts from the weights of ${weightsPath}`, ...notes].join('; ')] };
  } catch (cause) {
    throw new EspalierError('bad-network', `${weightsPath}: ${toEspalierError(cause).message}`, { cause });
  }
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new EspalierError('bad-network', `can't read the network ${path}: is it there, and a file?`, { cause });
  });
  if (bytes.length > LARGEST_CFG) {
    throw new EspalierError('bad-network', `${path} has ${bytes.length} bytes, which no darknet cfg has`);
  }
  return bytes.toString('utf8');
}
