import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  AUGMENTATION_COUNT,
  createImageFormat,
  encodeAugmentation,
  NO_AUGMENTATION,
  writeImage,
} from '../../../src-main/data/augmentation.ts';

const SHAPE = { channels: 3, height: 6, width: 5, mean: [0.1, 0.5, 0.7], deviation: [0.2, 0.3, 1] };
const VALUES = 3 * 6 * 5;

function write(source: Uint8Array, augmentation: number): Float32Array {
  const target = new Float32Array(VALUES);
  writeImage(createImageFormat(SHAPE), source, 0, target, 0, augmentation);
  return target;
}

describe('writeImage', () => {
  it('only normalises without an augmentation: catches a window that is off by one', () => {
    const source = Uint8Array.from({ length: VALUES }, (_, index) => index * 2);
    const expected = Float32Array.from(source, (byte, index) => {
      const channel = Math.floor(index / 30);
      return (byte / 255 - (SHAPE.mean[channel] ?? 0)) / (SHAPE.deviation[channel] ?? 1);
    });
    expect(write(source, NO_AUGMENTATION)).toEqual(expected);
  });

  it('writes its own slice of the batch and reads its own image: catches a row written past the end', () => {
    const anySource = fc.uint8Array({ minLength: 3 * VALUES, maxLength: 3 * VALUES });
    fc.assert(
      fc.property(anySource, fc.nat(AUGMENTATION_COUNT - 1), (source, augmentation) => {
        const batch = new Float32Array(3 * VALUES).fill(-99);
        writeImage(createImageFormat(SHAPE), source, 2 * VALUES, batch, VALUES, augmentation);
        expect(batch.subarray(0, VALUES).every((value) => value === -99)).toBe(true);
        expect(batch.subarray(2 * VALUES).every((value) => value === -99)).toBe(true);
        expect(batch.subarray(VALUES, 2 * VALUES)).toEqual(write(source.subarray(2 * VALUES), augmentation));
      }),
    );
  });

  it('centres a channel that never varies: catches division by zero', () => {
    const target = new Float32Array(1);
    const format = createImageFormat({ channels: 1, height: 1, width: 1, mean: [1], deviation: [0] });
    writeImage(format, Uint8Array.of(255), 0, target, 0, NO_AUGMENTATION);
    expect(target).toEqual(Float32Array.of(0));
  });
});

const ORACLE = `
import json, sys, torch, torch.nn.functional as F
q = json.load(sys.stdin)
x = torch.tensor(q['source']).float().reshape(3, 6, 5) / 255
padded = F.pad(x, (4, 4, 4, 4))
mean = torch.tensor(q['mean']).reshape(3, 1, 1)
deviation = torch.tensor(q['deviation']).reshape(3, 1, 1)
out = []
for top in range(9):
    for left in range(9):
        for flip in (False, True):
            window = padded[:, top:top + 6, left:left + 5]
            window = window.flip(2) if flip else window
            out.append(((window - mean) / deviation).flatten().tolist())
json.dump(out, sys.stdout)
`;

describe('writeImage beside PyTorch', () => {
  const torch = spawnSync('/usr/bin/python3', ['-c', 'import torch']).status === 0;

  it.skipIf(!torch)(
    'pads, crops, flips and normalises alike in all 162 ways (needs python3-torch)',
    () => {
      const source = Uint8Array.from({ length: VALUES }, (_, index) => (index * 89 + 17) % 256);
      const input = JSON.stringify({ ...SHAPE, source: Array.from(source) });
      const answer = spawnSync('/usr/bin/python3', ['-c', ORACLE], { input, encoding: 'utf8' });
      const expected = z.array(z.array(z.number())).parse(JSON.parse(answer.stdout));
      expect(expected.length).toBe(AUGMENTATION_COUNT);
      for (const [index, values] of expected.entries()) {
        const augmentation = encodeAugmentation(Math.floor(index / 18), Math.floor(index / 2) % 9, index % 2 === 1);
        const written = write(source, augmentation);
        const difference = Math.max(...values.map((value, at) => Math.abs(value - (written[at] ?? NaN))));
        expect(difference).toBeLessThan(2e-6);
      }
    },
    60_000,
  );
});
