import { expect, it } from 'vitest';
import { pdfFileName } from '../../../../src-renderer/report/pdf-file-name.ts';

it('a PDF is called after its run, without what a file system refuses', () => {
  expect(pdfFileName(['VGG16 ×0.125: half / "L1"'])).toBe('VGG16-×0.125-half-L1.pdf');
  expect(pdfFileName(['../..'])).toBe('report.pdf');
  expect(pdfFileName(['稀疏训练'])).toBe('稀疏训练.pdf');
  expect(pdfFileName(['one', 'other'])).toBe('comparison.pdf');
});
