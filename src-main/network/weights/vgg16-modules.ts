import type { StoredTensor } from '../../weights/weight-file.ts';
import { areNamedAlike, groupByModule, type NamedModule } from './named-modules.ts';
import { refuseNetwork } from './refuse-network.ts';

const CONVOLUTIONS = 13;

/** The layers of a VGG16 as a file names them, in the order in which they compute. */
export interface Vgg16Modules {
  readonly convolutions: readonly NamedModule[];
  readonly normalisations: readonly NamedModule[];
  readonly classifier: NamedModule;
}

/**
 * Recognises a VGG16 by what its layers are, whatever they are called: tensors of rank 4 are convolutions, running statistics make a batch
 * normalisation, rank 2 is a linear layer. Torchvision's `features.N`, the pruning literature's `feature.N` and our own `convN_M` come out
 * alike, with any prefix. How often a normalisation was trained (`num_batches_tracked`) says nothing here.
 * @throws EspalierError `bad-network` saying what is missing or too much.
 */
export function findVgg16Modules(tensors: ReadonlyMap<string, StoredTensor>): Vgg16Modules {
  const modules = groupByModule(tensors);
  const ofKind = (kind: ModuleKind) => modules.filter((module) => kindOf(module) === kind);
  const convolutions = ofKind('convolution');
  const normalisations = ofKind('normalisation');
  const linear = ofKind('linear');
  const unknown = ofKind('unknown');
  const [classifier] = linear;
  const problems = [
    ...differenceInNumber('convolutions', convolutions),
    ...(normalisations.length === 0 && convolutions.length === CONVOLUTIONS
      ? ['it has no batch normalisation (write that network as ONNX, and give it as {"kind": "onnx", "path": …})']
      : differenceInNumber('batch normalisations', normalisations)),
    ...(linear.length === 1 ? [] : [describeLinear(linear)]),
    ...(unknown.length === 0 ? [] : [`${list(unknown)} ${unknown.length === 1 ? 'is' : 'are'} not known here`]),
  ];
  if (problems.length > 0 || classifier === undefined) {
    return refuseNetwork(`these are not the weights of a VGG16 as it is here: ${problems.join('; ')}`);
  }
  for (const layers of [convolutions, normalisations]) {
    if (!areNamedAlike(layers)) refuseNetwork(`the order of ${list(layers)} can't be told from their names`);
  }
  return { convolutions, normalisations, classifier };
}

type ModuleKind = 'convolution' | 'normalisation' | 'linear' | 'unknown';

function kindOf({ tensors }: NamedModule): ModuleKind {
  if (['running_mean', 'running_var', 'mean', 'variance'].some((name) => tensors.has(name))) return 'normalisation';
  const rank = tensors.get('weight')?.shape.length;
  if (rank === 4) return 'convolution';
  return rank === 2 ? 'linear' : 'unknown';
}

function differenceInNumber(what: string, modules: readonly NamedModule[]): string[] {
  if (modules.length === CONVOLUTIONS) return [];
  const found = modules.length === 0 ? '' : ` (${list(modules)})`;
  return [`it has ${modules.length} ${what}${found} and not ${CONVOLUTIONS}`];
}

function describeLinear(modules: readonly NamedModule[]): string {
  const needed = 'one linear layer [classes, channels] follows the last convolution here';
  if (modules.length === 0) return `it has no linear layer, and ${needed}`;
  const found = modules
    .slice(0, MOST_NAMED)
    .map(({ name, tensors }) => `${name} [${tensors.get('weight')?.shape.join(', ') ?? ''}]`);
  return `it ends in ${modules.length} linear layers (${found.join(', ')}), and ${needed}`;
}

const MOST_NAMED = 4;

/** The first names, and the last where there are many. */
function list(modules: readonly NamedModule[]): string {
  const names = modules.map(({ name }) =>
    name.length > 60 ? `${name.slice(0, 60)}…` : name || 'tensors without a layer',
  );
  const shown = names.length <= MOST_NAMED ? names : [...names.slice(0, 2), '…', ...names.slice(-1)];
  return shown.join(', ');
}
