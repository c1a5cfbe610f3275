import { describe, expect, it } from 'vitest';
import { countTrainingSteps, hasLongWarmup } from '../../../../../src-renderer/wizard/draft/training-length.ts';

const length = { epochs: 60, batchSize: 8, warmupSteps: 100 };

describe('the length of a training', () => {
  it('is counted in full batches, as the training does', () => {
    expect(countTrainingSteps(length, 23)).toBe(120);
    expect(countTrainingSteps({ ...length, epochs: undefined, steps: 50 }, 23)).toBe(50);
    expect(countTrainingSteps(length, 7)).toBe(0);
  });

  it('has a long warm-up where few images meet the usual one (would catch a training that never reaches its rate)', () => {
    expect(hasLongWarmup(length, 16)).toBe(true);
    expect(hasLongWarmup(length, 400)).toBe(false);
    expect(hasLongWarmup({ ...length, warmupSteps: undefined }, 16)).toBe(false);
  });
});
