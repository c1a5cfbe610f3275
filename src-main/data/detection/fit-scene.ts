import { EspalierError } from '../../../src-shared/errors.ts';
import type { TruthBox } from '../../../src-shared/detection.ts';
import type { Scene } from '../dataset.ts';
import { decodeImage, stretchPixels } from '../image-folder/decode-image.ts';
import { boxToInput, letterbox, type Letterbox, type Size } from './letterbox.ts';

/** What lies around an image that has not its network's shape: middle grey, as darknet has it. */
export const PADDING = 128;

/** A scene as a network is given it. */
export interface FittedScene {
  /** Bytes [3, height, width] of the input. */
  readonly image: Uint8Array;
  /** In pixels of the input. */
  readonly truths: readonly TruthBox[];
}

/**
 * Decodes a scene and fits it into a network's input (see `letterbox`), grey around it.
 * @throws EspalierError `bad-dataset` naming an image that can't be decoded.
 */
export async function fitScene(scene: Scene, input: Size): Promise<FittedScene> {
  const place = letterbox(scene, input);
  return {
    image: await decodeInto(scene, place, input),
    truths: scene.truths.map((truth) => ({ ...boxToInput(truth, place), classIndex: truth.classIndex })),
  };
}

async function decodeInto(scene: Scene, place: Letterbox, input: Size): Promise<Uint8Array> {
  const scaled = await decodeScaled(scene, { height: place.height, width: place.width });
  if (place.height === input.height && place.width === input.width) return scaled;
  const image = new Uint8Array(3 * input.height * input.width).fill(PADDING);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = 0; row < place.height; row++) {
      const from = (channel * place.height + row) * place.width;
      const to = (channel * input.height + place.top + row) * input.width + place.left;
      image.set(scaled.subarray(from, from + place.width), to);
    }
  }
  return image;
}

async function decodeScaled({ name, source, height, width }: Scene, size: Size): Promise<Uint8Array> {
  switch (source.kind) {
    case 'pixels':
      return stretchPixels(source.pixels, { height, width }, size);
    case 'file': {
      const decoded = await decodeImage(source.path, size, 'stretch');
      if (!('problem' in decoded)) return decoded.pixels;
      throw new EspalierError(
        'bad-dataset',
        `the image ${name} at "${source.path}" can't be used: ${decoded.problem}; repair it, or remove it and start again`,
      );
    }
  }
}
