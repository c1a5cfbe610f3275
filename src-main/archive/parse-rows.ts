import { exportedPaths } from '../store/project-rows.ts';
import { projectRowsSchema, type ProjectRows } from '../store/project-rows-schema.ts';
import { checkPaths } from './check-paths.ts';
import { damaged, parseJson, type Manifest } from './manifest.ts';

/**
 * Checks an archive's rows: each is what it should be, and they and the files of the manifest belong together.
 * @throws EspalierError `bad-archive`.
 */
export function parseRows(archive: string, { files }: Manifest, content: string): ProjectRows {
  const { success, data: rows, error } = projectRowsSchema.safeParse(parseJson(archive, content));
  if (!success) {
    const [issue] = error.issues;
    throw damaged(archive, `its rows are not valid (${issue?.path.join('.')}: ${issue?.message})`, error);
  }
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  for (const { path, sha256 } of rows.artifacts) {
    const isPlace = path.startsWith(`artifacts/${sha256.slice(0, 2)}/${sha256}`);
    if (!isPlace || hashes.get(path) !== sha256) throw damaged(archive, `the file ${JSON.stringify(path)} is missing`);
  }
  const owned = ownedFolders(rows);
  for (const path of hashes.keys()) {
    const folder = path.startsWith('artifacts/') ? path : path.split('/', 2).join('/');
    if (!owned.has(folder)) throw damaged(archive, `the file ${JSON.stringify(path)} belongs to none of its runs`);
  }
  for (const { id, result } of rows.runs) checkExports(archive, id, result);
  return rows;
}

/** Folders, and files kept by their content, that the rows speak of. */
function ownedFolders({ runs, run_outcomes: outcomes, artifacts }: ProjectRows): ReadonlySet<string> {
  return new Set([
    ...runs.map(({ id }) => `runs/${id}`),
    ...outcomes.flatMap(({ key }) => [`stages/${key}`, `stages/${key}.checkpoints`]),
    ...artifacts.map(({ path }) => path),
  ]);
}

/** `espalier export` reads the files that a result names. */
function checkExports(archive: string, id: string, result: string | null): void {
  const paths = result === null ? [] : exportedPaths(result);
  checkPaths(archive, [...new Set(paths)]);
  const outside = paths.find((path) => !path.startsWith(`runs/${id}/`));
  if (outside === undefined) return;
  throw damaged(archive, `run ${id} names the file ${JSON.stringify(outside)}, which is not in its folder`);
}
