import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../../src-main/report/comparison-table.ts';
import { renderCsvReport } from '../../../src-main/report/csv-report.ts';
import { renderHtml } from '../../../src-main/report/html-report.ts';
import { renderJson } from '../../../src-main/report/json-report.ts';
import { renderMarkdown } from '../../../src-main/report/markdown-report.ts';
import { reportSchema } from '../../../src-shared/report-schema.ts';
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

describe('renderMarkdown', () => {
  it('links every chart, each a well-formed file of its own (would catch a space or bracket that ends a link)', ({
    skip,
  }) => {
    const { text, figures } = renderMarkdown(several, 'a (b) c-figures');
    expect(figures.length).toBeGreaterThan(8);
    for (const { name } of figures) expect(text).toContain(`](a%20%28b%29%20c-figures/${name})`);
    expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
    const python = spawnSync('python3', ['-c', CHECK_XML], {
      input: figures.map(({ svg }) => svg).join('\0'),
      encoding: 'utf8',
    });
    if (python.error !== undefined) skip('python3 is not installed');
    expect(python.stdout.trim()).toBe('ok');
  });

  it('shows tables in place of charts where there is no folder for them', () => {
    const { text, figures } = renderMarkdown([sampleResult()]);
    expect(figures).toEqual([]);
    expect(text).not.toContain('](');
    expect(text).toContain('| conv1\\_2 |');
  });
});

describe('renderJson', () => {
  it('gives back every run whole (would catch a schema that drops what a run was made of)', () => {
    for (const results of reports) {
      const written: unknown = JSON.parse(renderJson(results));
      expect(JSON.parse(renderJson(reportSchema.parse(written).runs))).toEqual(written);
    }
  });

  it('can be read where the run was recorded before networks were hashed', () => {
    const report: unknown = JSON.parse(renderJson([sampleResult()]).replace(/"initialNetworkHash": "\w+",/, ''));
    expect(reportSchema.parse(report).runs[0]?.initialNetworkHash).toBeNull();
  });
});

describe('renderCsvReport', () => {
  it("has a row a network a seed, changes against the same seed's base (would catch a change against the mean)", () => {
    const seeds = [
      { seed: 1, parameters: 100, macs: 1000, accuracyBefore: 0.5, accuracy: 0.75, loss: 1 },
      { seed: 2, parameters: 110, macs: 900, accuracyBefore: 0.25, accuracy: 0.5, loss: 2 },
    ];
    const base = seeds.map((seed) => ({ ...seed, parameters: 200, macs: 2000, accuracy: seed.accuracy + 0.125 }));
    const variants = [sampleVariant('base', { seeds: base }), sampleVariant('pruned', { seeds })];
    const [head = '', ...rows] = renderCsvReport([sampleResult({ name: 'a, "b"', variants })])
      .trimEnd()
      .split('\r\n');
    const columns = head.split(',');
    const cells = rows.map((row) => row.replace('"a, ""b"""', 'name').split(','));
    const column = (name: string): (string | undefined)[] => cells.map((row) => row[columns.indexOf(name)]);
    expect(column('network')).toEqual(['base', 'base', 'pruned', 'pruned']);
    expect(column('seed')).toEqual(['1', '2', '1', '2']);
    expect(column('accuracy_change')).toEqual(['0', '0', '-0.125', '-0.125']);
    expect(column('parameters_share')).toEqual(['1', '1', '0.5', '0.55']);
    expect(column('latency_64_median_ms')).toEqual(['40', '', '40', '']);
    expect(column('recipe_sha256')[3]).toBe('cd'.repeat(32));
    expect(column('sketch_ms')).toEqual(['', '', '', '']);
  });

  it('adds up what the sketches took, in products by time (would catch the mean of the shares)', () => {
    const certificates = [
      sampleCertificate('conv1', { milliseconds: 30, productShare: 0.5 }),
      sampleCertificate('conv2', { milliseconds: 10, productShare: 0.1 }),
    ];
    const variants = [sampleVariant('base'), sampleVariant('sketch', { certificates })];
    const [head = '', , sketched = ''] = renderCsvReport([sampleResult({ variants })]).split('\r\n');
    const cells = new Map(head.split(',').map((name, column) => [name, sketched.split(',')[column]]));
    expect(cells.get('sketch_ms')).toBe('40');
    expect(cells.get('sketch_product_share')).toBe('0.4');
  });
});

describe('every report and table', () => {
  it('shows a dash for a missing number (would catch NaN, undefined or Infinity)', () => {
    for (const results of reports) {
      for (const text of [
        renderHtml(results),
        renderMarkdown(results).text,
        renderCsvReport(results),
        renderJson(results),
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

const CHECK_XML = `
import sys
from xml.etree import ElementTree
for file in sys.stdin.read().split('\\0'):
    root = ElementTree.fromstring(file)
    assert root.tag == '{http://www.w3.org/2000/svg}svg', root.tag
print('ok')
`;

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
