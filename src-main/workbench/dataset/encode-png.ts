import sharp from 'sharp';

/** Planes [3, height, width] of bytes as a PNG of exactly these pixels, in base64. */
export async function encodePng(planes: Uint8Array, height: number, width: number): Promise<string> {
  const plane = height * width;
  const pixels = new Uint8Array(3 * plane);
  for (let position = 0, byte = 0; position < plane; position++) {
    pixels[byte++] = planes[position] ?? 0;
    pixels[byte++] = planes[plane + position] ?? 0;
    pixels[byte++] = planes[2 * plane + position] ?? 0;
  }
  return encodePixels(pixels, height, width);
}

/** Bytes [height, width, 3] as a PNG of exactly these pixels, in base64. */
export async function encodePixels(pixels: Uint8Array, height: number, width: number): Promise<string> {
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return png.toString('base64');
}
