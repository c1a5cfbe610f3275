import { createHost } from '../../src-main/host/create-host.ts';
import { toEspalierError } from '../../src-shared/errors.ts';
import { parseRecipe } from '../../src-shared/recipe.ts';

/** A host in a process of its own: runs the recipe (JSON, second argument) in the home (first argument), one event a line. */
const [, , home = '', recipe = ''] = process.argv;
const host = createHost(home);

function print(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

try {
  await host.run(parseRecipe(JSON.parse(recipe)), { onEvent: print });
} catch (thrown) {
  const { code, message } = toEspalierError(thrown);
  print({ event: 'error', code, message });
  process.exitCode = 1;
} finally {
  host.close();
}
