import type { Command } from 'commander';
import type { CarryOutOptions } from '../carry-out.ts';
import { homeOption } from '../home-option.ts';

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('train, prune and compensate a small network on generated images, in a few minutes')
    .addOption(homeOption())
    .option('--again', 'measure and export anew, as a new run; finished stages are found, not repeated')
    .option('--json', 'print one event a line as JSON')
    .action(async (options: CarryOutOptions) => {
      const { readRecipe } = await import('../../host/recipes/read-recipe.ts');
      const { DEMO_RECIPE } = await import('../../host/recipes/presets.ts');
      const { carryOut } = await import('../carry-out.ts');
      await carryOut(readRecipe(DEMO_RECIPE), options);
    });
}
