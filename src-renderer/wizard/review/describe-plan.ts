import { taskOf } from '../../../src-shared/task.ts';
import { variantName } from '../../../src-shared/variant-name.ts';
import { protocolsOf } from '../../../src-shared/detection-protocols.ts';
import type { Protocol } from '../../../src-shared/detection-scores.ts';
import type { Recipe, Shortcut } from '../../../src-shared/recipe.ts';
import type { Format } from '../../language/format.ts';
import { hasSketch, isSketched } from '../draft/known-plans.ts';
import { isFinetuned } from '../draft/is-finetuned.ts';
import { describeAmount, fileName, nameOfNetwork } from '../use-recipe-name.ts';
import type { wizardMessages } from '../wizard-messages.ts';
import type { reviewMessages } from './review-messages.ts';

interface Words {
  readonly say: (typeof reviewMessages)['en'];
  readonly words: (typeof wizardMessages)['en'];
  readonly format: Pick<Format, 'share' | 'integer'>;
  /** What a network of the result is called. */
  readonly nameOf: (variant: string) => string;
  /** A protocol in full. */
  readonly protocolText: (protocol: Protocol) => string;
}

const FORMATS: Readonly<Record<Recipe['export'][number], string>> = {
  onnx: 'ONNX',
  safetensors: 'safetensors',
  tfjs: 'TensorFlow.js',
  darknet: 'darknet',
};

/** What a recipe does, in sentences in the order in which it happens. */
export function describePlan(recipe: Recipe, { say, words, format, nameOf, protocolText }: Words): readonly string[] {
  const { dataset, train, prune, compensate, finetune, controls, seed, seeds } = recipe;
  const task = taskOf(dataset.kind);
  const network = nameOfNetwork(recipe.network);
  const length = (settings: { readonly epochs?: number | undefined; readonly steps?: number | undefined }): string =>
    settings.steps === undefined ? words.epochs(settings.epochs ?? 0) : words.stepsOf(format.integer(settings.steps));
  const join = (parts: readonly string[]): string => parts.join(words.listJoin);
  return [
    say.data(
      'path' in dataset ? `${words.datasets[dataset.kind]} (${fileName(dataset.path)})` : words.datasets[dataset.kind],
    ),
    ...(task === 'detection' && 'size' in dataset ? [say.fitted(dataset.size[0], dataset.size[1])] : []),
    train === undefined
      ? say.untrained(network)
      : say.trained(network, length(train), train.sparsity > 0 ? String(train.sparsity) : undefined),
    ...(train?.optimizer === 'adam' ? [say.adam] : []),
    ...(prune === undefined
      ? [say.noPruning]
      : [
          say.pruned(words.criteria[prune.criterion], describeAmount(prune, words, format)),
          ...(prune.minShare === undefined ? [] : [say.floored(format.share(prune.minShare, 0))]),
          ...(prune.shortcut === undefined ? [] : [say.shortcuts[effectOf(prune.shortcut, recipe)]]),
          compensate.length === 0
            ? say.uncompensated
            : say.compensated(join(compensate.map((_, index) => nameOf(variantName(compensate, index))))),
          finetune !== undefined && isFinetuned(finetune) ? say.finetuned(length(finetune)) : say.notFinetuned,
          ...(controls.length === 0 ? [] : [say.controlled(join(controls.map((control) => words.controls[control])))]),
        ]),
    ...(seeds > 1 ? [say.seeded(seeds, seed, seed + seeds - 1)] : []),
    recipe.export.length === 0
      ? say.measuredOnly(task)
      : say.measured(task, join(recipe.export.map((one) => FORMATS[one]))),
    ...describeMeasure(recipe, say, protocolText),
  ];
}

/** How a detector's mAP is counted, without which the number says nothing. */
function describeMeasure({ dataset, evaluate }: Recipe, say: Words['say'], textOf: Words['protocolText']): string[] {
  if (taskOf(dataset.kind) !== 'detection' || !('size' in dataset)) return [];
  const [height, width] = dataset.size;
  const [protocol] = protocolsOf(evaluate, { height, width });
  return protocol === undefined ? [] : [say.counted(textOf(protocol))];
}

/** A sketch at a shortcut needs one that is planned. */
function effectOf(shortcut: Shortcut, recipe: Recipe): Shortcut | 'smallest' {
  return isSketched(shortcut) && !hasSketch(recipe) ? 'smallest' : shortcut;
}
