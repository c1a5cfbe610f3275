import { expect, it } from 'vitest';
import { trainingCourses } from '../../../../../src-renderer/compare/charts/training-course.ts';
import { sampleEpoch } from '../../../../sample-result.ts';

it('a course is the mean over seeds of each epoch, in the order of the epochs, apart for each stage and network', () => {
  const courses = trainingCourses([
    sampleEpoch({ seed: 1, epoch: 2, testAccuracy: 0.5, trainAccuracy: 0.6 }),
    sampleEpoch({ seed: 1, epoch: 1, testAccuracy: 0.25, trainAccuracy: 0.3 }),
    sampleEpoch({ seed: 2, epoch: 1, testAccuracy: 0.75, trainAccuracy: 0.5 }),
    sampleEpoch({ stage: 'finetune', variant: 'pruned', epoch: 1, testAccuracy: 0.8, trainAccuracy: 0.9 }),
  ]);
  expect(courses).toEqual([
    { stage: 'train', variant: 'base', epochs: [1, 2], testAccuracy: [0.5, 0.5], trainAccuracy: [0.4, 0.6] },
    { stage: 'finetune', variant: 'pruned', epochs: [1], testAccuracy: [0.8], trainAccuracy: [0.9] },
  ]);
});
