import { isAbsolute, resolve, sep } from 'node:path';

/** What a page may name in its requests: what the user chose, what the host itself has named, and all that is inside. */
export interface PathGrants {
  readonly grant: (path: string) => void;
  /** Grants every path in an answer of the host. */
  readonly grantAllIn: (value: unknown) => void;
  /** The first path in a request that was not granted. */
  readonly findUngranted: (value: unknown) => string | undefined;
}

/** The keys that hold paths, in requests and answers alike. */
const PATH_KEYS: ReadonlySet<string> = new Set(['path', 'weights', 'home', 'folder', 'images', 'testImages', 'names']);
/** Nothing of the contract is nested deeper. */
const DEEPEST = 40;

export function createPathGrants(): PathGrants {
  const granted = new Set<string>();
  const isGranted = (path: string): boolean =>
    isAbsolute(path) && ancestors(resolve(path)).some((one) => granted.has(one));
  const grant = (path: string): void => {
    if (isAbsolute(path)) granted.add(resolve(path));
  };
  return {
    grant,
    grantAllIn(value) {
      for (const path of pathsIn(value, DEEPEST)) grant(path);
    },
    findUngranted: (value) => pathsIn(value, DEEPEST).find((path) => !isGranted(path)),
  };
}

/** A path and the folders it is in. */
function ancestors(path: string): string[] {
  const names = path.split(sep);
  return names.map((_, index) => names.slice(0, index + 1).join(sep) || sep);
}

/** @throws RangeError where the value is nested too deeply to be a message of ours. */
function pathsIn(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (depth === 0) throw new RangeError('nested too deeply');
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string'
      ? PATH_KEYS.has(key) || isTestFile(value, key, inner)
        ? [inner]
        : []
      : pathsIn(inner, depth - 1),
  );
}

/** Of a COCO data set "test" may be a file; of others it is the name of a part. */
function isTestFile(holder: object, key: string, value: string): boolean {
  return key === 'test' && value !== 'train' && 'kind' in holder && holder.kind === 'coco';
}
