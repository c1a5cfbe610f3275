import { describe, expect, it } from 'vitest';
import {
  changeOf,
  classChanges,
  mostLost,
  protocolChanges,
  sizeChanges,
} from '../../../../../src-renderer/compare/detection/score-changes.ts';
import type { DetectionScores } from '../../../../../src-shared/detection-scores.ts';
import { paperProtocol } from '../sample-comparison.ts';

const visdrone = { ...paperProtocol, name: 'visdrone', iou: null } as const;

function scores(precisions: readonly (number | null)[], changes: Partial<DetectionScores> = {}): DetectionScores {
  return {
    images: 10,
    truths: 30,
    protocols: [
      { protocol: paperProtocol, meanAveragePrecision: 0.5, others: {} },
      { protocol: visdrone, meanAveragePrecision: 0.2, others: { AP50: 0.4 } },
    ],
    classes: precisions.map((averagePrecision, classIndex) => ({
      classIndex,
      truths: averagePrecision === null ? 0 : 10,
      averagePrecision,
      precision: averagePrecision === null ? [] : new Array<number>(101).fill(averagePrecision),
    })),
    sizes: [{ size: 'small', truths: 30, averagePrecision: 0.3 }],
    ...changes,
  };
}

describe('what changes from one detector’s scores to another’s', () => {
  it('is told by class, and is nothing for a class that is in none of the images', () => {
    const changes = classChanges(scores([0.8, null, 0.6]), scores([0.5, null, 0.7]));
    expect(changes.map(changeOf).map((change) => Number(change.toFixed(6)))).toEqual([-0.3, Number.NaN, 0.1]);
    expect(mostLost(changes)?.classIndex).toBe(0);
    expect(mostLost(classChanges(scores([0.5, null]), scores([0.5, null])))).toBeUndefined();
  });

  it('pairs sizes and protocols by their names, whatever their order', () => {
    const { protocols, sizes } = scores([]);
    const large = { size: 'large', truths: 3, averagePrecision: 0.9 } as const;
    const other = scores([], { protocols: protocols.toReversed(), sizes: [large, ...sizes] });
    expect(sizeChanges(scores([]), other)).toEqual([{ size: 'small', truths: 30, base: 0.3, network: 0.3 }]);
    expect(
      protocolChanges(scores([]), other).map(({ protocol, name, base, network }) => [
        protocol.name,
        name,
        base,
        network,
      ]),
    ).toEqual([
      ['paper', undefined, 0.5, 0.5],
      ['visdrone', undefined, 0.2, 0.2],
      ['visdrone', 'AP50', 0.4, 0.4],
    ]);
  });
});
