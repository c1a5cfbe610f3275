import { init } from 'echarts';
import { describe, expect, it } from 'vitest';
import { measureOption } from '../../../../../src-renderer/run/curves/measure-option.ts';
import { sampleEpoch } from '../../../../sample-result.ts';

const theme = { ink: '#000', quiet: '#555', line: '#ddd', surface: '#fff', font: 'sans-serif' };

function draw(tests: readonly number[], train: number, base?: number): string {
  const epochs = tests.map((testAccuracy, index) =>
    sampleEpoch({ epoch: index + 1, epochs: tests.length, testAccuracy, trainAccuracy: train }),
  );
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 600, height: 260 });
  const texts = { base, baseName: 'base', epochName: 'epoch', describe: (name: string) => name };
  chart.setOption({
    animation: false,
    ...measureOption({ networks: [{ name: 'base', network: 0, epochs }], ...texts }, theme),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

describe('the chart of what epochs measured', () => {
  it.each([
    ['a large', [0.1, 0.9]],
    ['a small', [0.104, 0.112]],
    ['a tiny', [0.8971, 0.8973]],
    ['no', [0.5, 0.5]],
  ])('has an axis whose labels are all different over %s range', (_, tests) => {
    const labels = [...draw(tests, Number.NaN).matchAll(/>([\d.]+ %)</g)].map(([, label]) => label);
    expect(labels.length).toBeGreaterThan(1);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('draws the base network’s line where it is, in fractions of a percent', () => {
    const heightOf = (base: number): number => {
      const [, y] =
        /d="M[\d.]+ ([\d.]+)L[\d.]+ \1"[^>]*stroke-dasharray/.exec(draw([0.284, 0.294], Number.NaN, base)) ?? [];
      return Number(y);
    };
    expect(heightOf(0.287)).toBeGreaterThan(heightOf(0.29) + 10);
  });

  it('has a line for training images only where they were looked at', () => {
    const dashes = /stroke-dasharray/;
    expect(draw([0.1, 0.9], 0.5)).toMatch(dashes);
    expect(draw([0.1, 0.9], Number.NaN)).not.toMatch(dashes);
  });
});
