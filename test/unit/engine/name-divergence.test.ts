import { expect, it } from 'vitest';
import { nameDivergence } from '../../../src-main/engine/name-divergence.ts';
import { EspalierError } from '../../../src-shared/errors.ts';

it('a training that diverges names its stage and network; whatever else fails stays as it is', async () => {
  const diverged = new EspalierError('diverged', 'try a lower "learningRate" than 0.02');
  await expect(nameDivergence('finetune', 'sketch', () => Promise.reject(diverged))).rejects.toMatchObject({
    code: 'diverged',
    message: '"finetune" of the network "sketch": try a lower "learningRate" than 0.02',
  });
  const stopped = new EspalierError('interrupted', 'stopped');
  await expect(nameDivergence('train', 'base', () => Promise.reject(stopped))).rejects.toBe(stopped);
});
