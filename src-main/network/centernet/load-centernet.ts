import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import { withWeights, type Graph } from '../../graph/graph.ts';
import { inferShapes } from '../../graph/shape-inference.ts';
import type { FloatTensor } from '../../graph/tensor.ts';
import { readWeightFile } from '../../weights/read-weight-file.ts';
import type { StoredTensor, WeightFile } from '../../weights/weight-file.ts';
import { describeReading } from '../weights/describe-reading.ts';
import type { LoadedNetwork } from '../weights/load-vgg16.ts';
import { groupByModule, type NamedModule } from '../weights/named-modules.ts';
import { readModuleTensor } from '../weights/read-module.ts';
import { refuseNetwork } from '../weights/refuse-network.ts';
import { drawCenterNet, widen, type CenterNetOptions } from './centernet.ts';

/** What a file may do without, by how the names of its layers begin. */
const OPTIONAL_PARTS = ['deconv_layers', 'hm', 'wh', 'reg'];
/** The one layer that depends on the classes. */
const CLASSES_LAYER = 'hm.2';

/** `loadCenterNet` of the file at a path. @throws EspalierError `bad-network` that names the file. */
export async function readCenterNet(options: CenterNetOptions, path: string): Promise<LoadedNetwork> {
  const file = await readWeightFile(path);
  try {
    const { network, fresh, unused } = loadCenterNet(options, file);
    const further = [
      ...(fresh.length === 0 ? [] : [`fresh initial weights for ${fresh.join(', ')}`]),
      ...(unused.length === 0 ? [] : [`its ${unused.join(', ')} not needed`]),
    ];
    return { network, notes: [describeReading(path, file, further)] };
  } catch (cause) {
    throw new EspalierError('bad-network', `${path}: ${toEspalierError(cause).message}`, { cause });
  }
}

export interface LoadedCenterNet {
  readonly network: Graph;
  /** The parts that have fresh initial weights, because the file has none that fit. */
  readonly fresh: readonly string[];
  /** The file's layers that a CenterNet has not. */
  readonly unused: readonly string[];
}

/**
 * A CenterNet with the weights of a file: torchvision's ResNet-18 for the backbone, the reference code's `res_18`, or one of ours; with
 * any prefix. How many filters the file's layers have, it says: a pruned network is as good as a full one. What it lacks is drawn.
 * @throws EspalierError `bad-network` naming what is missing, too much or of another shape.
 */
export function loadCenterNet(options: CenterNetOptions, { tensors }: WeightFile): LoadedCenterNet {
  const modules = new Map(groupByModule(withoutPrefix(tensors)).map((module) => [module.name, module]));
  const present = new Set([...modules.keys()].map(partOf));
  const absent = OPTIONAL_PARTS.filter((part) => !present.has(part));
  const drawn = drawCenterNet(options, (layer, original) => {
    const shape = modules.get(layer)?.tensors.get('weight')?.shape;
    const filters = shape?.[partOf(layer) === 'deconv_layers' ? 1 : 0] ?? widen(original, options.width);
    return filters === 0 ? refuseNetwork(`"${layer}" has no filters left`) : filters;
  });
  const otherClasses = hasOtherClasses(modules.get(CLASSES_LAYER), options.classes) ? [CLASSES_LAYER] : [];
  const isFresh = (layer: string): boolean => absent.includes(partOf(layer)) || otherClasses.includes(layer);

  const read = new Map<string, FloatTensor>();
  const known = new Set<string>();
  for (const [name, { shape }] of drawn.weights) {
    const dot = name.lastIndexOf('.');
    const [layer, part] = [name.slice(0, dot), name.slice(dot + 1)];
    known.add(layer);
    if (isFresh(layer)) continue;
    const tensor = readModuleTensor(modules.get(layer) ?? { name: layer, tensors: new Map() }, [part], shape);
    if (part === 'running_var' && tensor.data.some((value) => value < 0))
      refuseNetwork(`"${layer}" has a negative variance`);
    read.set(name, tensor);
  }
  const unused = [...modules.keys()].filter((layer) => !known.has(layer));
  const deeper = unused.find((layer) => partOf(layer).startsWith('layer'));
  if (deeper !== undefined) refuseNetwork(`it has a layer "${deeper}", so its backbone is no ResNet-18`);
  const network = withWeights(drawn, read);
  inferShapes(network);
  return { network, fresh: [...absent, ...otherClasses], unused };
}

function hasOtherClasses(layer: NamedModule | undefined, classes: number): boolean {
  const found = layer?.tensors.get('bias')?.shape[0];
  return found !== undefined && found !== classes;
}

/** The part of the network that a layer's name begins with. */
function partOf(layer: string): string {
  return layer.split('.', 1).join();
}

/** The tensors by their names from where that of the first convolution begins. */
function withoutPrefix(tensors: ReadonlyMap<string, StoredTensor>): Map<string, StoredTensor> {
  const first = 'conv1.weight';
  const stem = [...tensors].find(([name, { shape }]) => name.endsWith(first) && shape.slice(1).join() === '3,7,7');
  if (stem === undefined) {
    return refuseNetwork(`it has no "${first}" [filters, 3, 7, 7], with which ResNet-18 begins`);
  }
  const prefix = stem[0].slice(0, -first.length);
  return new Map(
    [...tensors].flatMap(([name, tensor]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [])),
  );
}
