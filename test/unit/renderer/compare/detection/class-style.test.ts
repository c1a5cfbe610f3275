import { expect, it } from 'vitest';
import { classStyle } from '../../../../../src-renderer/compare/detection/class-style.ts';

it('no two of 36 classes look alike, and neighbours differ in colour and in their dashes', () => {
  const styles = Array.from({ length: 36 }, (_, index) => classStyle(index));
  expect(new Set(styles.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(36);
  for (const [index, { color, dash }] of styles.slice(1).entries()) {
    expect(color).not.toBe(styles[index]?.color);
    expect(dash).not.toBe(styles[index]?.dash);
  }
});
