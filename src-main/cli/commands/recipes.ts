import type { Command } from 'commander';
import { renderTextTable } from '../../report/text-table.ts';

interface RecipesOptions {
  readonly json?: boolean;
}

export function addRecipesCommand(program: Command): void {
  program
    .command('recipes')
    .description('list the recipes that come with the application')
    .option('--json', 'print JSON')
    .action(async (options: RecipesOptions) => {
      const { listPresets, presetFile, presetReference } = await import('../../host/recipes/presets.ts');
      const { readRecipe } = await import('../../host/recipes/read-recipe.ts');
      const presets = listPresets().map((name) => {
        const file = presetFile(name);
        return { preset: presetReference(name), name: readRecipe(file).name, file };
      });
      if (options.json === true) {
        console.log(JSON.stringify(presets, null, 2));
        return;
      }
      const rows = presets.map(({ preset, name }) => [preset, name]);
      console.log(renderTextTable(['recipe', 'what it does'], rows, 2));
      console.log('\nRun one: espalier run preset:NAME --dataset PATH');
    });
}
