import { describe, expect, it } from 'vitest';
import { openWeights } from '../../../src-main/weights/read-weight-file.ts';

describe('opening weights', () => {
  it('says of a file in no known format that it is none, rather than what is wrong with it as one of them', async () => {
    const bytes = new TextEncoder().encode('a text that somebody named vgg16.pth');
    await expect(openWeights(bytes)).rejects.toThrow(/neither a safetensors file nor what torch.save/);
  });
});
