import { expect, it } from 'vitest';
import { boxOutline } from '../../../../src-renderer/widgets/box-outline.ts';

it('boxes are closed one by one in a single path (would catch a line from one box to the next)', () => {
  const boxes = [
    { left: 1, top: 2, width: 3, height: 4 },
    { left: 0.5, top: 0.25, width: 0.125, height: 0.5 },
  ];
  expect(boxOutline(boxes)).toBe('M1 2h3v4h-3zM0.5 0.25h0.125v0.5h-0.125z');
  expect(boxOutline([])).toBe('');
});
