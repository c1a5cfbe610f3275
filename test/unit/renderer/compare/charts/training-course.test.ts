import { expect, it } from 'vitest';
import { trainingCourses } from '../../../../../src-renderer/compare/charts/training-course.ts';
import { sampleEpoch } from '../../../../sample-result.ts';

it('a course is the mean over seeds of each evaluated epoch, in the order of the epochs, apart for each stage and network', () => {
  const courses = trainingCourses([
    sampleEpoch({ seed: 1, epoch: 4, testAccuracy: 0.5 }),
    sampleEpoch({ seed: 1, epoch: 3, testAccuracy: Number.NaN }),
    sampleEpoch({ seed: 1, epoch: 2, testAccuracy: 0.25 }),
    sampleEpoch({ seed: 1, epoch: 1, testAccuracy: Number.NaN }),
    sampleEpoch({ seed: 2, epoch: 2, testAccuracy: 0.75 }),
    sampleEpoch({ stage: 'finetune', variant: 'pruned', epoch: 1, testAccuracy: 0.8 }),
  ]);
  expect(courses).toEqual([
    { stage: 'train', variant: 'base', epochs: [2, 4], testAccuracy: [0.5, 0.5] },
    { stage: 'finetune', variant: 'pruned', epochs: [1], testAccuracy: [0.8] },
  ]);
});
