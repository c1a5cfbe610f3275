import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';

/** Files by their paths, with forward slashes, as the bytes of a .tar.gz. */
export async function packTarGz(
  files: Iterable<readonly [path: string, content: Uint8Array | string]>,
): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of files) tar.entry({ name }, Buffer.from(content));
  tar.finalize();
  return buffer(tar.pipe(createGzip()));
}
