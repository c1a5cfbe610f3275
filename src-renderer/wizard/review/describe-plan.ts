import type { Recipe } from '../../../src-shared/recipe.ts';
import type { Format } from '../../language/format.ts';
import { isFinetuned } from '../draft/is-finetuned.ts';
import { describeAmount, fileName, nameOfNetwork } from '../use-recipe-name.ts';
import type { wizardMessages } from '../wizard-messages.ts';
import type { reviewMessages } from './review-messages.ts';

interface Words {
  readonly say: (typeof reviewMessages)['en'];
  readonly words: (typeof wizardMessages)['en'];
  readonly format: Pick<Format, 'share' | 'integer'>;
}

const FORMATS: Readonly<Record<Recipe['export'][number], string>> = {
  onnx: 'ONNX',
  safetensors: 'safetensors',
  tfjs: 'TensorFlow.js',
  darknet: 'darknet',
};

/** What a recipe does, in sentences in the order in which it happens. */
export function describePlan(recipe: Recipe, { say, words, format }: Words): readonly string[] {
  const { dataset, train, prune, compensate, finetune, controls, seed, seeds } = recipe;
  const network = nameOfNetwork(recipe.network);
  const length = (settings: { readonly epochs?: number | undefined; readonly steps?: number | undefined }): string =>
    settings.steps === undefined ? words.epochs(settings.epochs ?? 0) : words.stepsOf(format.integer(settings.steps));
  const join = (parts: readonly string[]): string => parts.join(words.listJoin);
  return [
    say.data(
      'path' in dataset ? `${words.datasets[dataset.kind]} (${fileName(dataset.path)})` : words.datasets[dataset.kind],
    ),
    train === undefined
      ? say.untrained(network)
      : say.trained(network, length(train), train.sparsity > 0 ? String(train.sparsity) : undefined),
    ...(prune === undefined
      ? [say.noPruning]
      : [
          say.pruned(words.criteria[prune.criterion], describeAmount(prune, words, format)),
          compensate.length === 0
            ? say.uncompensated
            : say.compensated(join(compensate.map(({ method }) => words.compensations[method]))),
          finetune !== undefined && isFinetuned(finetune) ? say.finetuned(length(finetune)) : say.notFinetuned,
          ...(controls.length === 0 ? [] : [say.controlled(join(controls.map((control) => words.controls[control])))]),
        ]),
    ...(seeds > 1 ? [say.seeded(seeds, seed, seed + seeds - 1)] : []),
    recipe.export.length === 0 ? say.measuredOnly : say.measured(join(recipe.export.map((one) => FORMATS[one]))),
  ];
}
