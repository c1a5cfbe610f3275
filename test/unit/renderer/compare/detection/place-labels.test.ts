import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeLabels } from '../../../../../src-renderer/compare/detection/place-labels.ts';

const detection = fc.record({
  left: fc.double({ min: 0, max: 100, noNaN: true }),
  top: fc.double({ min: 0, max: 100, noNaN: true }),
  width: fc.constant(10),
  height: fc.constant(10),
  classIndex: fc.nat(3),
  score: fc.constant(0.5),
});

it('labels of boxes near each other are never written over one another, and all are inside at the top', () => {
  fc.assert(
    fc.property(fc.array(detection, { maxLength: 30 }), (detections) => {
      const labels = placeLabels(detections, 4);
      expect(labels).toHaveLength(detections.length);
      for (const [index, one] of labels.entries()) {
        expect(one.y).toBeGreaterThanOrEqual(4);
        for (const other of labels.slice(index + 1)) {
          const apart = Math.abs(one.x - other.x) >= 24 || Math.abs(one.y - other.y) >= 4 - 1e-9;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});
