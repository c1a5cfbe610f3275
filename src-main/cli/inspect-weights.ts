import { toEspalierError } from '../../src-shared/errors.ts';
import { countElements } from '../graph/tensor.ts';
import { convolutionFilters } from '../network/vgg16.ts';
import { loadVgg16 } from '../network/weights/load-vgg16.ts';
import { formatBytes, formatCount } from '../../src-shared/format-number.ts';
import { renderTextTable } from '../report/text-table.ts';
import { ELEMENT_BYTES, type ElementType } from '../weights/element-type.ts';
import { readWeightFile } from '../weights/read-weight-file.ts';
import type { WeightFile } from '../weights/weight-file.ts';

/** Any size that a VGG16 takes: no weight depends on it. */
const IMAGE_SIDE = 32;

/** What a file of weights holds. */
export interface WeightInspection {
  readonly path: string;
  readonly format: string;
  /** Numbers in all tensors. */
  readonly elements: number;
  readonly tensors: readonly InspectedTensor[];
  readonly notes: readonly string[];
  /** The network that a recipe can start from with it; null where there is none, and `reason` says why. */
  readonly network: RecognisedNetwork | null;
  readonly reason: string | null;
}

export interface InspectedTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bytes: number;
}

export interface RecognisedNetwork {
  readonly kind: 'vgg16';
  /** Of each convolution, first to last. */
  readonly filters: readonly number[];
  readonly classes: number;
}

/** @throws EspalierError `bad-network` where the file is no file of weights. */
export async function inspectWeights(path: string): Promise<WeightInspection> {
  const file = await readWeightFile(path);
  const { format, tensors, notes } = file;
  const listed = [...tensors].map(([name, { type, shape }]): InspectedTensor => {
    return { name, type, shape, bytes: countElements(shape) * ELEMENT_BYTES[type] };
  });
  const elements = listed.reduce((sum, { shape }) => sum + countElements(shape), 0);
  return { path, format, elements, tensors: listed, notes, ...recogniseNetwork(file) };
}

function recogniseNetwork(file: WeightFile): Pick<WeightInspection, 'network' | 'reason'> {
  try {
    const network = loadVgg16(file, IMAGE_SIDE);
    const classes = Number(network.outputs[0]?.shape[1]);
    return { network: { kind: 'vgg16', filters: convolutionFilters(network), classes }, reason: null };
  } catch (cause) {
    return { network: null, reason: toEspalierError(cause).message };
  }
}

export function describeWeights(inspection: WeightInspection): string {
  const { path, format, elements, tensors, notes } = inspection;
  return [
    `${path}: ${format}, ${tensors.length} tensors, ${formatCount(elements)} numbers`,
    ...notes,
    describeNetwork(inspection),
    '',
    renderTextTable(
      ['tensor', 'type', 'shape', 'numbers', 'size'],
      tensors.map(({ name, type, shape, bytes }) => [
        name,
        type,
        shape.join('×'),
        formatCount(countElements(shape)),
        formatBytes(bytes),
      ]),
      3,
    ),
  ].join('\n');
}

function describeNetwork({ network, reason, path }: WeightInspection): string {
  if (network === null) return `no network to start from: ${reason ?? ''}`;
  const recipe = JSON.stringify({ kind: network.kind, weights: path });
  return `VGG16 with ${network.filters.join(', ')} filters and ${network.classes} classes; in a recipe: "network": ${recipe}`;
}
