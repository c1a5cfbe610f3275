import { expect, it } from 'vitest';
import {
  classesOf,
  isCrowded,
  isEmpty,
  isUnchanged,
} from '../../../../../src-renderer/compare/detection/shown-scene.ts';
import type { ComparedScene } from '../../../../../src-shared/detection-comparison.ts';

const box = { left: 0, top: 0, width: 4, height: 4 };
const scene: ComparedScene = {
  image: 'token',
  name: 'one.jpg',
  index: 0,
  height: 10,
  width: 10,
  truths: [{ ...box, classIndex: 7 }],
  ignored: [],
  base: [{ ...box, classIndex: 2, score: 0.5 }],
  variant: [{ ...box, classIndex: 1, score: 0.3 }],
  lost: 0,
  gained: 0,
  newFalse: 1,
  goneFalse: 1,
  damage: 0,
};

it('the legend names the classes that are drawn: likely boxes of both networks, truth where it is shown', () => {
  const view = { confidence: 0.5, truth: true, ignored: true, labels: true };
  expect(classesOf(scene, view)).toEqual([2, 7]);
  expect(classesOf(scene, { ...view, truth: false, confidence: 0.3 })).toEqual([1, 2]);
});

it('an image is empty where neither network is sure enough of a box', () => {
  expect(isEmpty(scene, 0.4)).toBe(false);
  expect(isEmpty(scene, 0.6)).toBe(true);
});

it('a scene is crowded by what is drawn of it at once, not by unlikely boxes', () => {
  const many = Array.from({ length: 100 }, () => ({ ...box, classIndex: 2, score: 0.5 }));
  expect(isCrowded(scene, 0.4)).toBe(false);
  expect(isCrowded({ ...scene, variant: many }, 0.4)).toBe(true);
  expect(isCrowded({ ...scene, variant: many }, 0.6)).toBe(false);
});

it('an image whose damage is level may have changed', () => {
  expect(isUnchanged(scene)).toBe(false);
  expect(isUnchanged({ ...scene, newFalse: 0, goneFalse: 0 })).toBe(true);
});
