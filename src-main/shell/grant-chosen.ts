import { readFile } from 'node:fs/promises';
import type { PathGrants } from './path-grants.ts';

/** Grants what the user has chosen; of a recipe also the paths that it names, for who opens it wants them read. */
export async function grantChosen(path: string, grants: PathGrants): Promise<void> {
  grants.grant(path);
  if (!path.endsWith('.json')) return;
  try {
    grants.grantAllIn(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // No recipe: the page will say so.
  }
}
