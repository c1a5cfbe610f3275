import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../../src-main/report/comparison-table.ts';
import { renderHtml } from '../../../src-main/report/html-report.ts';
import { renderMarkdown } from '../../../src-main/report/markdown-report.ts';
import type { RunResult } from '../../../src-shared/result.ts';
import { sampleCertificate, sampleEpoch, sampleResult, sampleVariant } from '../../sample-result.ts';

const several = [sampleResult(), sampleResult({ runId: 'e5f6', recipe: { ...sampleResult().recipe, seed: 2 } })];

/** A result in which everything that can be missing or not a number is. */
const bleak: RunResult = sampleResult({
  plan: [],
  maskedDifference: null,
  notes: [],
  variants: [
    sampleVariant('base', {
      accuracy: Number.NaN,
      accuracyBefore: Number.NaN,
      latency: [],
      files: [],
      parameters: 0,
      macs: 0,
    }),
    sampleVariant('sketch', {
      latency: [{ batchSize: 1, medianMilliseconds: Number.NaN, p90Milliseconds: Infinity, runs: 0 }],
      certificates: [sampleCertificate('conv1', { relativeError: 0, bound: Infinity, optimumError: Number.NaN })],
    }),
  ],
  epochs: [sampleEpoch({ trainLoss: Number.NaN, testLoss: Infinity })],
});

const reports = [[sampleResult()], several, [bleak]];

describe('renderHtml', () => {
  it('is well-formed (read back by another parser: every element closed in order)', ({ skip }) => {
    const python = spawnSync('python3', ['-c', CHECK_NESTING], {
      input: reports.map(renderHtml).join('\0'),
      encoding: 'utf8',
    });
    if (python.error !== undefined) skip('python3 is not installed');
    expect(python.stdout.trim()).toBe('ok');
  });

  it('refers to nothing outside itself and runs nothing', () => {
    for (const results of reports) {
      const markup = renderHtml(results).replaceAll('xmlns="http://www.w3.org/2000/svg"', '');
      expect(markup).not.toMatch(/<script|<link|<img|<iframe|\s(?:src|href|on\w+)=|url\((?!#)|@import|https?:/i);
    }
  });

  it('shows the numbers, charts with text alternatives, and the name as text', () => {
    const markup = renderHtml([sampleResult()]);
    for (const shown of [
      '925.0 k',
      '20.00 M',
      '3.702 MB',
      '85.4 % (−4.6)',
      '1.50 ms (2.00×)',
      'p90 44.0 ms',
      '0.0210',
    ]) {
      expect(markup).toContain(shown);
    }
    expect(markup).toContain('vgg16 quarter &lt;sample&gt;');
    const charts = markup.match(/<svg [^>]*>/g) ?? [];
    expect(charts).toHaveLength(6);
    for (const chart of charts) expect(chart).toMatch(/role="img" aria-label="[^"]{20,}"/);
  });

  it('has no two elements of one id over several charts (would catch a chart clipped by another)', () => {
    const ids = [...renderHtml(several).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('every report and table', () => {
  it('shows a dash for a missing number (would catch NaN, undefined or Infinity)', () => {
    for (const results of reports) {
      for (const text of [
        renderHtml(results),
        renderMarkdown(results),
        ...(['table', 'csv', 'md', 'json'] as const).map((format) => comparisonTable(results, format)),
      ]) {
        expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
      }
    }
  });
});

describe('comparisonTable', () => {
  it('gives programs plain numbers under the same names in JSON and CSV', () => {
    const rows: unknown = JSON.parse(comparisonTable([sampleResult()], 'json'));
    expect(rows).toMatchObject([
      { variant: 'base', parameters: 925_000, accuracyChange: 0 },
      {
        variant: 'pruned',
        macsShare: 0.4,
        latency: [
          { batchSize: 1, speedup: 2 },
          { batchSize: 64, speedup: 2.5 },
        ],
      },
      { variant: 'sketch-procrustes', accuracy: 0.85 },
    ]);
    const [head = '', , pruned = ''] = comparisonTable([sampleResult()], 'csv').split('\r\n');
    const cells = new Map(head.split(',').map((name, column) => [name, pruned.split(',')[column]]));
    expect(cells.get('macs_share')).toBe('0.4');
    expect(cells.get('latency_64_speedup')).toBe('2.5');
  });

  it('names the run only where there are several', () => {
    expect(comparisonTable([sampleResult()], 'table')).not.toContain('a1b2c3d4');
    expect(comparisonTable(several, 'table')).toContain('e5f6');
  });
});

const CHECK_NESTING = `
import sys
from html.parser import HTMLParser
VOID = {'meta'}
class Checker(HTMLParser):
    def __init__(self):
        super().__init__(); self.open = []
    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), ('attribute twice', tag, attrs)
        if tag not in VOID: self.open.append(tag)
    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID: self.handle_endtag(tag)
    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag
for page in sys.stdin.read().split('\\0'):
    checker = Checker(); checker.feed(page); checker.close()
    assert checker.open == [], checker.open
print('ok')
`;
