import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { put } from '../image-folder/image-files.ts';

/** An image of noise that follows from the seed, 64 wide and 48 high where not told otherwise. */
export async function noiseImage(seed: number, width = 64, height = 48): Promise<Buffer> {
  const pixels = Buffer.from(
    Array.from({ length: width * height * 3 }, (_, at) => (at * at * 31 + at * seed + seed * 57) % 256),
  );
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** The head of a PNG that claims to be so large, and nothing after it. */
export function hugePngHead(width: number, height: number): Buffer {
  const chunk = Buffer.alloc(25);
  chunk.writeUInt32BE(13, 0);
  chunk.write('IHDR', 4, 'latin1');
  chunk.writeUInt32BE(width, 8);
  chunk.writeUInt32BE(height, 12);
  chunk.set([8, 2, 0, 0, 0], 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 21)), 21);
  const data = Buffer.from('0000000049444154', 'hex');
  const dataCrc = Buffer.alloc(4);
  dataCrc.writeUInt32BE(crc32(data.subarray(4)), 0);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk, data, dataCrc]);
}

/** Writes VisDrone's layout: for each part its images by stem, each with the text of its annotations; null leaves the image away. */
export async function putVisdrone(
  root: string,
  part: string,
  scenes: Readonly<Record<string, { readonly text: string; readonly image?: Uint8Array | null }>>,
): Promise<void> {
  let seed = part.length;
  for (const [stem, { text, image }] of Object.entries(scenes)) {
    const folder = `VisDrone2019-DET-${part}`;
    put(root, `${folder}/annotations/${stem}.txt`, text);
    put(root, `${folder}/images/Add_images_here.txt`, 'x');
    if (image !== null) put(root, `${folder}/images/${stem}.jpg`, image ?? (await noiseImage(seed++)));
  }
}
