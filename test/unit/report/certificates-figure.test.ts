import { describe, expect, it } from 'vitest';
import { certificatesFigure, describeSketchTime } from '../../../src-main/report/certificates-figure.ts';
import { sampleCertificate, sampleVariant } from '../../sample-result.ts';

const measured = sampleVariant('sketch', {
  certificates: [
    sampleCertificate('conv1', { milliseconds: 1500, productShare: 0.6 }),
    sampleCertificate('conv2', { milliseconds: 500, productShare: 0.2 }),
  ],
});

describe('certificates in a report', () => {
  it('stand with the time of each sketch and the share of it in products', () => {
    const { head, rows } = certificatesFigure(measured).table;
    expect(head.slice(-2)).toEqual(['time', 'in products']);
    expect(rows.map((row) => row.slice(-2))).toEqual([
      ['1500 ms', '60 %'],
      ['500 ms', '20 %'],
    ]);
  });

  it('have their times added up in a sentence', () => {
    expect(describeSketchTime(measured)).toContain(
      '2 layers of “sketch” took 2.0 s, 50 % of it in matrix products: each',
    );
  });

  it('say nothing of products where a result of an earlier version does not know (would catch "NaN %" and "0 %")', () => {
    const older = sampleVariant('sketch', { certificates: [sampleCertificate('conv1')] });
    expect(certificatesFigure(older).table.rows[0]?.at(-1)).toBe('–');
    expect(describeSketchTime(older)).toBe(
      'Sketching one layer of “sketch” took 14.0 ms: each layer’s time, added up; large layers are sketched side by side.',
    );
  });
});
