import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import type { Graph } from '../../graph/graph.ts';
import { withWeights } from '../../graph/graph.ts';
import { floatTensor, type FloatTensor } from '../../graph/tensor.ts';
import { readWeightFile } from '../../weights/read-weight-file.ts';
import type { WeightFile } from '../../weights/weight-file.ts';
import { buildVgg16, vgg16Layers } from '../vgg16.ts';
import { describeReading } from './describe-reading.ts';
import { readModuleTensor, readOptionalTensor } from './read-module.ts';
import { refuseNetwork } from './refuse-network.ts';
import { findVgg16Modules } from './vgg16-modules.ts';

const POOLING =
  'such a file does not say how its network pools: here the last pooling is an average over the whole map';

/** A network out of a file of weights, with what a person should know of how it was read. */
export interface LoadedNetwork {
  readonly network: Graph;
  readonly notes: readonly string[];
}

/** `loadVgg16` of the file at a path. @throws EspalierError `bad-network` that names the file. */
export async function readVgg16(path: string, imageSize: number): Promise<LoadedNetwork> {
  const file = await readWeightFile(path);
  try {
    return { network: loadVgg16(file, imageSize), notes: [describeReading(path, file, [POOLING])] };
  } catch (cause) {
    throw new EspalierError('bad-network', `${path}: ${toEspalierError(cause).message}`, { cause });
  }
}

/**
 * A VGG16 with the weights of a file. How many filters each layer has, and how many classes, the file says: a pruned network is as good as
 * a full one. A bias of a convolution goes into the mean that its batch normalisation subtracts, which computes the same.
 * @throws EspalierError `bad-network` naming what is missing, too much or of another shape.
 */
export function loadVgg16({ tensors }: WeightFile, imageSize: number): Graph {
  const { convolutions, normalisations, classifier } = findVgg16Modules(tensors);
  const weights = new Map<string, FloatTensor>();
  const filters: number[] = [];
  for (const [index, layer] of vgg16Layers.entries()) {
    const [convolution, normalisation] = [convolutions[index], normalisations[index]];
    if (convolution === undefined || normalisation === undefined) return refuseNetwork(`it has no layer ${layer}`);
    const weight = readModuleTensor(convolution, ['weight'], [null, filters.at(-1) ?? 3, 3, 3]);
    const count = weight.shape[0] ?? 0;
    if (count === 0) refuseNetwork(`"${convolution.name}" has no filters left`);
    filters.push(count);
    const mean = readModuleTensor(normalisation, ['running_mean', 'mean'], [count]);
    const variance = readModuleTensor(normalisation, ['running_var', 'variance'], [count]);
    if (variance.data.some((value) => value < 0)) refuseNetwork(`"${normalisation.name}" has a negative variance`);
    const bias = readOptionalTensor(convolution, ['bias'], [count]);
    weights.set(`${layer}.weight`, weight);
    weights.set(`${layer}.bn.scale`, readModuleTensor(normalisation, ['weight', 'scale'], [count]));
    weights.set(`${layer}.bn.bias`, readModuleTensor(normalisation, ['bias'], [count]));
    weights.set(`${layer}.bn.mean`, bias === undefined ? mean : subtract(mean, bias));
    weights.set(`${layer}.bn.variance`, variance);
  }
  const weight = readModuleTensor(classifier, ['weight'], [null, filters.at(-1) ?? 0]);
  const classes = weight.shape[0] ?? 0;
  weights.set('classifier.weight', weight);
  weights.set('classifier.bias', readModuleTensor(classifier, ['bias'], [classes]));
  return withWeights(buildVgg16({ classes, filters, seed: 0, imageSize }), weights);
}

function subtract({ shape, data }: FloatTensor, other: FloatTensor): FloatTensor {
  return floatTensor(
    shape,
    data.map((value, index) => value - (other.data[index] ?? 0)),
  );
}
