import { describe, expect, it } from 'vitest';
import { createMeasureNames } from '../../../../src-renderer/language/measure-names.ts';
import { protocolsOf } from '../../../../src-shared/detection-protocols.ts';
import { protocolNameSchema } from '../../../../src-shared/detection-scores.ts';

const measures = protocolsOf({ protocol: 'paper', confidence: 0.2 }, { height: 416, width: 608 }).map(
  (protocol) => ({ kind: 'mean-average-precision', protocol }) as const,
);

describe.each(['en', 'zh-CN'] as const)('a measure in %s', (language) => {
  const names = createMeasureNames(language);

  it('has a name of its own for each protocol, and for measures that are not one', () => {
    const all = [undefined, { kind: 'accuracy' } as const, ...measures].map(names.title);
    expect(new Set(all).size).toBe(2 + protocolNameSchema.options.length);
  });

  it('says in full what an mAP counts: overlap, confidence, suppression, limit and size', () => {
    const [paper, visdrone] = measures;
    for (const part of ['IoU 0.5', '0.2', 'NMS 0.5', '500', '608×416']) expect(names.protocol(paper)).toContain(part);
    expect(names.protocol(visdrone)).toMatch(/0\.50.*0\.95/);
    expect(names.protocol({ kind: 'accuracy' })).toBeUndefined();
  });
});
