import { Option, type Command } from 'commander';
import { DEVICE_CHOICES } from '../../../src-shared/choices.ts';
import type { CarryOutOptions } from '../carry-out.ts';
import type { RecipeChoice } from '../../host/recipes/find-recipe.ts';
import { homeOption } from '../home-option.ts';

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .argument(
      '<recipe>',
      'a recipe file (JSON), a report that holds one, or preset:NAME (`espalier recipes` lists them)',
    )
    .description('run a recipe; one that was interrupted continues, one that is done shows its result')
    .addOption(homeOption())
    .addOption(new Option('--device <device>', "in place of the recipe's").choices(DEVICE_CHOICES))
    .option('--dataset <path>', "where the data set is, in place of the recipe's own path")
    .option('--of <run>', 'whose recipe is meant, of a report on several runs')
    .option('--project <name>', 'the project of a new run, made where there is none of that name; else "default"')
    .option('--again', 'measure and export anew, as a new run; finished stages are found, not repeated')
    .option('--json', 'print one event a line as JSON')
    .action(async (reference: string, options: CarryOutOptions & RecipeChoice) => {
      const { findRecipe } = await import('../../host/recipes/find-recipe.ts');
      const { recipe, ...origin } = findRecipe(reference, options);
      const { carryOut } = await import('../carry-out.ts');
      await carryOut(recipe, { ...options, ...origin });
    });
}
