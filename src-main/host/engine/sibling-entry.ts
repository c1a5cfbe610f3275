import { fileURLToPath } from 'node:url';

/** The path of a module that is a program of its own, in the tree (sources or build) that this code runs from. */
export function siblingEntry(name: string, folder: 'engine' | 'workbench' = 'engine'): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`../../${folder}/${name}.${extension}`, import.meta.url));
}
