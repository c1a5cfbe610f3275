import { rename, writeFile } from 'node:fs/promises';

/** Writes a file under another name first, so that it is there as a whole or not at all. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.partial`, content);
  await rename(`${path}.partial`, path);
}
