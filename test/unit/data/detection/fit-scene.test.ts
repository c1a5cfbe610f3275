import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fitScene, PADDING } from '../../../../src-main/data/detection/fit-scene.ts';
import { EspalierError } from '../../../../src-shared/errors.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { put } from '../image-folder/image-files.ts';

/** 80 wide and 40 high: black with a red box from (20, 10) on, 40 wide and 20 high. */
async function redBox(): Promise<Buffer> {
  return sharp({ create: { width: 80, height: 40, channels: 3, background: 'black' } })
    .composite([{ input: { create: { width: 40, height: 20, channels: 3, background: '#f00' } }, left: 20, top: 10 }])
    .png()
    .toBuffer();
}

function sceneOf(path: string) {
  const truths = [{ left: 20, top: 10, width: 40, height: 20, classIndex: 3 }];
  return { name: 'a', source: { kind: 'file', path }, height: 40, width: 80, truths, ignored: [] } as const;
}

describe('fitScene', () => {
  it('scales with the shape kept, grey above and below, the box on its object: catches stretched or unshifted boxes', async () => {
    const path = put(temporaryFolder(), 'a.png', await redBox());
    const { image, truths } = await fitScene(sceneOf(path), { height: 160, width: 160 });
    expect(truths).toEqual([{ left: 40, top: 60, width: 80, height: 40, classIndex: 3 }]);
    const plane = 160 * 160;
    const pixel = (row: number, column: number) =>
      [0, 1, 2].map((channel) => image[channel * plane + row * 160 + column]);
    expect(pixel(10, 80)).toEqual([PADDING, PADDING, PADDING]);
    expect(pixel(150, 80)).toEqual([PADDING, PADDING, PADDING]);
    expect(pixel(80, 80)).toEqual([255, 0, 0]);
    expect(pixel(63, 43)).toEqual([255, 0, 0]);
    expect(pixel(56, 80)).toEqual([0, 0, 0]);
    expect(pixel(80, 36)).toEqual([0, 0, 0]);
    expect(pixel(80, 124)).toEqual([0, 0, 0]);
  });

  it('averages where it scales down: catches fine stripes that are skipped', async () => {
    const stripes = Buffer.from(
      Array.from({ length: 64 * 64 * 3 }, (_, at) => (Math.floor(at / 3) % 2 === 0 ? 0 : 255)),
    );
    const path = put(
      temporaryFolder(),
      'a.png',
      await sharp(stripes, { raw: { width: 64, height: 64, channels: 3 } })
        .png()
        .toBuffer(),
    );
    const { image } = await fitScene({ ...sceneOf(path), height: 64, width: 64 }, { height: 32, width: 32 });
    const middle = image.subarray(16 * 32 + 4, 16 * 32 + 28);
    expect(Math.min(...middle)).toBeGreaterThan(110);
    expect(Math.max(...middle)).toBeLessThan(145);
  });

  it('gives drawn pixels of the input’s size back as they are, as planes', async () => {
    const pixels = new Uint8Array(new SharedArrayBuffer(32 * 32 * 3));
    for (let at = 0; at < pixels.length; at++) pixels[at] = (at * 7) % 256;
    const scene = {
      name: '0',
      source: { kind: 'pixels', pixels },
      height: 32,
      width: 32,
      truths: [],
      ignored: [],
    } as const;
    const { image } = await fitScene(scene, { height: 32, width: 32 });
    expect([image[5], image[1024 + 5], image[2048 + 5]]).toEqual([pixels[15], pixels[16], pixels[17]]);
  });

  it('names an image that breaks off', async () => {
    const whole = await sharp(await redBox())
      .jpeg()
      .toBuffer();
    const path = put(temporaryFolder(), 'broken.jpg', whole.subarray(0, whole.length - 200));
    const refusal = fitScene(sceneOf(path), { height: 32, width: 32 });
    await expect(refusal).rejects.toBeInstanceOf(EspalierError);
    await expect(refusal).rejects.toThrow(/broken\.jpg" can't be used/);
  });
});
