import { expect, it } from 'vitest';
import { measureOfRun } from '../../../../src-renderer/run/run-measure.ts';
import { parseRecipe } from '../../../../src-shared/recipe.ts';
import { sampleRecipe, sampleResult } from '../../../sample-result.ts';

it('a run without a result measures what its recipe asks for, at the size of its network’s input', () => {
  const recipe = parseRecipe({
    name: 'scenes',
    dataset: { kind: 'generated-scenes', size: [96, 160] },
    network: { kind: 'yolov3', width: 0.1 },
    train: { epochs: 1 },
    evaluate: { protocol: 'class-mean', confidence: 0.3 },
  });
  expect(measureOfRun({ recipe, result: null })).toMatchObject({
    kind: 'mean-average-precision',
    protocol: { name: 'class-mean', iou: 0.5, confidence: 0.3, height: 96, width: 160 },
  });
  expect(measureOfRun({ recipe: sampleRecipe, result: null })).toEqual({ kind: 'accuracy' });
  expect(measureOfRun({ recipe, result: sampleResult() })).toEqual({ kind: 'accuracy' });
});
