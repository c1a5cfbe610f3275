import { rmSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../src-main/data/image-folder/decode-image.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { plainPng, put } from './image-files.ts';

async function decodeBytes(bytes: Uint8Array | string, size?: { height: number; width: number }) {
  return decodeImage(put(temporaryFolder(), 'image', bytes), size);
}

/** 4 wide and 2 high: red on the left half, blue on the right. */
const halves = Buffer.from([255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255]);
const raw = { raw: { width: 4, height: 2, channels: 3 } } as const;

describe('decodeImage', () => {
  it('gives planes of red, green and blue: catches interleaved bytes passed on', async () => {
    const image = await decodeBytes(await sharp(halves, raw).png().toBuffer());
    expect(image).toEqual({
      height: 2,
      width: 4,
      pixels: Uint8Array.from([255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 255]),
    });
  });

  it('turns an image as its EXIF orientation says: catches photos that lie on their side', async () => {
    const turned = await sharp(halves, raw).png().withMetadata({ orientation: 6 }).toBuffer();
    expect(await decodeBytes(turned)).toMatchObject({
      height: 4,
      width: 2,
      pixels: Uint8Array.from([255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255]),
    });
  });

  it('makes three equal planes of grey, also of 16 bits, and puts transparent parts on white', async () => {
    const grey = await sharp(Buffer.from([0, 90, 200, 255]), { raw: { width: 2, height: 2, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect(await decodeBytes(grey)).toMatchObject({
      pixels: Uint8Array.from([0, 90, 200, 255, 0, 90, 200, 255, 0, 90, 200, 255]),
    });
    const deep = await sharp(Uint16Array.from([0, 257 * 90, 257 * 200, 65535]), {
      raw: { width: 2, height: 2, channels: 1 },
    })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    expect(await sharp(deep).metadata()).toMatchObject({ depth: 'ushort', channels: 1 });
    expect(await decodeBytes(deep)).toMatchObject({
      pixels: Uint8Array.from([0, 90, 200, 255, 0, 90, 200, 255, 0, 90, 200, 255]),
    });
    const clear = await sharp(Buffer.from([9, 9, 9, 0, 9, 9, 9, 255]), { raw: { width: 2, height: 1, channels: 4 } })
      .png()
      .toBuffer();
    expect(await decodeBytes(clear)).toMatchObject({ pixels: Uint8Array.from([255, 9, 255, 9, 255, 9]) });
  });

  it('covers the size and cuts around the centre: catches squeezed and off-centre images', async () => {
    const stripes = Buffer.alloc(90 * 30 * 3);
    for (let pixel = 0; pixel < 90 * 30; pixel++) stripes[3 * pixel + Math.floor((pixel % 90) / 30)] = 255;
    const wide = await sharp(stripes, { raw: { width: 90, height: 30, channels: 3 } })
      .png()
      .toBuffer();
    const image = await decodeBytes(wide, { height: 30, width: 30 });
    expect(image).toEqual({
      height: 30,
      width: 30,
      pixels: Uint8Array.from({ length: 2700 }, (_, at) => (Math.floor(at / 900) === 1 ? 255 : 0)),
    });
    expect(await decodeBytes(wide, { height: 8, width: 16 })).toMatchObject({ height: 8, width: 16 });
  });

  it.each(['jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)('reads %s', async (format) => {
    const bytes = await sharp(await plainPng([200, 40, 90], 24, 16))
      .toFormat(format)
      .toBuffer();
    const image = await decodeBytes(bytes);
    if ('problem' in image) throw new Error(image.problem);
    expect([image.height, image.width]).toEqual([16, 24]);
    [200, 40, 90].forEach((value, channel) => {
      expect(Math.abs((image.pixels[channel * 384 + 100] ?? 0) - value)).toBeLessThan(6);
    });
  });

  it('tells what is wrong with a file', async () => {
    const png = await plainPng([1, 2, 3], 64, 64);
    const jpeg = await sharp(await sharp(halves, raw).resize(200, 200).png().toBuffer())
      .jpeg()
      .toBuffer();
    expect(await decodeBytes('')).toEqual({ problem: 'it is empty' });
    expect(await decodeBytes('hello')).toEqual({ problem: expect.stringContaining('no image of a kind that is read') });
    expect(await decodeBytes(`BM${'x'.repeat(100)}`)).toHaveProperty('problem');
    expect(await decodeBytes(png.subarray(0, png.length - 30))).toHaveProperty('problem');
    expect(await decodeBytes(jpeg.subarray(0, jpeg.length / 2))).toEqual({
      problem: expect.stringContaining("can't be decoded"),
    });
    expect(await decodeImage('/nowhere/a.png')).toEqual({ problem: expect.stringContaining('ENOENT') });
  });

  it('refuses an image of more pixels than fit before it decodes it', async () => {
    const huge = await sharp({ create: { width: 12_000, height: 5000, channels: 3, background: 'black' } })
      .png()
      .toBuffer();
    expect(huge.length).toBeLessThan(600_000);
    const before = performance.now();
    expect(await decodeBytes(huge, { height: 32, width: 32 })).toEqual({
      problem: expect.stringMatching(/more than 50 million/),
    });
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('never throws: 300 bit flips and cuts of PNG, JPEG, WebP and GIF', async () => {
    const source = sharp(await plainPng([10, 200, 30], 20, 12));
    const samples = await Promise.all(
      (['png', 'jpeg', 'webp', 'gif'] as const).map((format) => source.clone().toFormat(format).toBuffer()),
    );
    const folder = temporaryFolder();
    const damage = fc.tuple(
      fc.nat(3),
      fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(damage, async ([format, flips, cut]) => {
        const bytes = Uint8Array.from(samples[format] ?? []);
        for (const [place, bit] of flips) bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ (1 << bit);
        const path = put(folder, 'image', cut ? bytes.subarray(0, (flips[0]?.[0] ?? 0) % bytes.length) : bytes);
        const image = await decodeImage(path, { height: 16, width: 16 });
        if (!('problem' in image)) expect(image.pixels.length).toBe(3 * 256);
      }),
      { numRuns: 300 },
    );
    rmSync(folder, { recursive: true });
  });
});
