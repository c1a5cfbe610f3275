import { expect, test } from 'vitest';
import type { Detection, TruthBox } from '../../../../src-shared/detection.ts';
import { imageDamage } from '../../../../src-main/evaluation/detection/image-damage.ts';

const OPTIONS = { iou: 0.5, confidence: 0.3 };
const TRUTHS: readonly TruthBox[] = [0, 50, 100].map((left) => ({
  left,
  top: 0,
  width: 20,
  height: 20,
  classIndex: 1,
}));

function near(left: number, score: number, classIndex = 1): Detection {
  return { left, top: 1, width: 20, height: 20, classIndex, score };
}

test('objects lost and gained and false alarms come and gone are told apart, and make up the damage', () => {
  const base = [near(0, 0.9), near(50, 0.8), near(200, 0.7), near(300, 0.6)];
  const other = [near(0, 0.9), near(100, 0.8), near(201, 0.7), near(400, 0.5), near(500, 0.4)];
  expect(imageDamage(TRUTHS, base, other, OPTIONS)).toEqual({
    lost: 1,
    gained: 1,
    newFalse: 2,
    goneFalse: 1,
    damage: 1,
  });
});

test('what is found with less than the confidence, or as another class, is lost; the wrong class is a false alarm', () => {
  const base = [near(0, 0.9), near(50, 0.8)];
  expect(imageDamage(TRUTHS, base, [near(50, 0.8, 2), near(0, 0.2)], OPTIONS)).toEqual({
    lost: 2,
    gained: 0,
    newFalse: 1,
    goneFalse: 0,
    damage: 3,
  });
});

test('a network compared with itself does no damage, and the way back undoes it', () => {
  const one = [near(0, 0.9), near(200, 0.7)];
  const two = [near(50, 0.9), near(100, 0.8)];
  expect(imageDamage(TRUTHS, one, one, OPTIONS)).toEqual({ lost: 0, gained: 0, newFalse: 0, goneFalse: 0, damage: 0 });
  const there = imageDamage(TRUTHS, one, two, OPTIONS);
  const back = imageDamage(TRUTHS, two, one, OPTIONS);
  expect([back.lost, back.gained, back.newFalse, back.goneFalse]).toEqual([
    there.gained,
    there.lost,
    there.goneFalse,
    there.newFalse,
  ]);
  expect(back.damage).toBe(-there.damage);
});
