import { Option, type Command } from 'commander';
import type { CarryOutOptions } from '../carry-out.ts';
import { homeOption } from '../home-option.ts';

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .argument('<recipe>', 'a recipe file (JSON)')
    .description('run a recipe; one that was interrupted continues, one that is done shows its result')
    .addOption(homeOption())
    .addOption(
      new Option('--device <device>', "in place of the recipe's").choices([
        'auto',
        'cpu',
        'webgpu',
        'cuda',
        'tensorflow',
      ]),
    )
    .option('--again', 'measure and export anew, as a new run; finished stages are found, not repeated')
    .option('--json', 'print one event a line as JSON')
    .action(async (file: string, options: CarryOutOptions) => {
      const { readRecipe } = await import('../read-recipe.ts');
      const recipe = readRecipe(file);
      const { carryOut } = await import('../carry-out.ts');
      await carryOut(recipe, options);
    });
}
