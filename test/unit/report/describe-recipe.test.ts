import { expect, it } from 'vitest';
import { describeRecipe } from '../../../src-main/report/describe-recipe.ts';
import { parseRecipe } from '../../../src-shared/recipe.ts';

it('says how batches are fitted into memory: catches a report that can be told from another only by its recipe', () => {
  const describe = (extras: object): string =>
    describeRecipe(
      parseRecipe({
        name: 'small',
        dataset: { kind: 'generated' },
        network: { kind: 'vgg16' },
        train: { epochs: 1, ...extras },
      }),
    ).join('\n');
  expect(describe({ accumulate: 4, recompute: true })).toMatch(
    /batch 128 in 4 parts,.*, cheap activations computed again,/,
  );
  expect(describe({ recompute: false })).toBe(describe({}));
});
