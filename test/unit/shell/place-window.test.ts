import { expect, it } from 'vitest';
import { placeWindow } from '../../../src-main/shell/place-window.ts';

const left = { x: 0, y: 30, width: 1920, height: 1050 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };

it('puts a window where it was, on whichever screen that is', () => {
  for (const bounds of [
    { x: 100, y: 100, width: 1280, height: 800 },
    { x: 2000, y: 10, width: 800, height: 600 },
    { x: -400, y: 50, width: 900, height: 600 },
  ]) {
    expect(placeWindow(bounds, [left, right])).toEqual(bounds);
  }
});

it('makes it no larger than the screen it is on', () => {
  const bounds = { x: 1930, y: 0, width: 1800, height: 1100 };
  expect(placeWindow(bounds, [left, right])).toEqual({ ...bounds, width: 1280, height: 1024 });
});

it.each([
  ['on a screen that is gone', { x: 2000, y: 10, width: 800, height: 600 }, [left]],
  ['with its title bar above the screen', { x: 100, y: -300, width: 800, height: 600 }, [left]],
  ['with a sliver at the edge', { x: 1900, y: 100, width: 800, height: 600 }, [left]],
  ['below the screen', { x: 100, y: 1070, width: 800, height: 600 }, [left]],
  ['without screens', { x: 0, y: 0, width: 800, height: 600 }, []],
])('leaves a window to the system that was %s', (_where, bounds, areas) => {
  expect(placeWindow(bounds, areas)).toBeUndefined();
});
