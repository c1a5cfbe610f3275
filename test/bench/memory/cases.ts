import { parseRecipe, type Recipe } from '../../../src-shared/recipe.ts';

/** A training whose memory is measured: a network, and its batch. */
export interface MemoryCase {
  readonly name: string;
  readonly recipe: Recipe;
  /** Of a case that computes activations again: the name of the same one that keeps them. */
  readonly keeping?: string;
}

const STEPS = 4;
const SETTINGS = { schedule: 'constant', learningRate: 1e-4 };

function classifier(batchSize: number): MemoryCase {
  const dataset = { kind: 'generated', train: 4000, test: 1000 };
  return caseOf(`VGG16, batch ${batchSize}`, { kind: 'vgg16' }, dataset, batchSize);
}

function detector(name: string, network: object, side: number, batchSize: number): MemoryCase {
  const dataset = { kind: 'generated-scenes', train: 8 * STEPS, test: 10, size: side };
  return caseOf(`${name}, ${side}×${side}, batch ${batchSize}`, network, dataset, batchSize);
}

function caseOf(name: string, network: object, dataset: object, batchSize: number): MemoryCase {
  const train = { epochs: 1, batchSize, ...SETTINGS };
  const finetune = { steps: STEPS, ...SETTINGS };
  return { name, recipe: parseRecipe({ name, device: 'cpu', dataset, network, train, finetune }) };
}

/** A case, and the same with activations computed again. */
function bothWays(kept: MemoryCase): MemoryCase[] {
  const { name, recipe } = kept;
  const again = { ...recipe, finetune: { ...recipe.finetune, recompute: true } };
  return [kept, { name: `${name}, recompute`, recipe: parseRecipe(again), keeping: name }];
}

export const MEMORY_CASES: readonly MemoryCase[] = [
  ...[32, 64].map(classifier),
  ...bothWays(classifier(128)),
  ...[1, 4, 8].map((batch) => detector('YOLOv3 ×0.25', { kind: 'yolov3', width: 0.25 }, 416, batch)),
  ...[1, 4].flatMap((batch) => bothWays(detector('YOLOv3 ×0.25', { kind: 'yolov3', width: 0.25 }, 608, batch))),
  ...bothWays(detector('YOLOv3', { kind: 'yolov3' }, 608, 1)),
  ...[1, 2, 4].map((batch) => detector('CenterNet ×0.5', { kind: 'centernet', width: 0.5 }, 256, batch)),
];
