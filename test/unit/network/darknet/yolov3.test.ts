import { describe, expect, it } from 'vitest';
import { measureCost } from '../../../../src-main/evaluation/cost.ts';
import { readDetector } from '../../../../src-main/graph/detector.ts';
import { floatWeight } from '../../../../src-main/graph/graph.ts';
import { buildDarknetGraph } from '../../../../src-main/network/darknet/build-graph.ts';
import { buildYolov3, yolov3 } from '../../../../src-main/network/darknet/yolov3.ts';
import { expectError } from '../../../expect-error.ts';

const input = { height: 608, width: 608 };

describe('YOLOv3', () => {
  it.each([
    [80, 61_949_149],
    [10, 61_572_199],
  ])('has the known number of parameters for %i classes', (classes, parameters) => {
    const graph = buildDarknetGraph(yolov3({ classes, width: 1, input }));
    expect(measureCost(graph).parameters).toBe(parameters);
    expect(graph.nodes.filter(({ operator }) => operator === 'Add')).toHaveLength(23);
  });

  it('gives its boxes at strides 32, 16 and 8, the large ones first, with COCO’s anchors or others', () => {
    const graph = buildDarknetGraph(yolov3({ classes: 10, width: 0.1, input: { height: 64, width: 96 } }));
    expect(graph.outputs.map(({ name, shape }) => [name, ...shape])).toEqual([
      ['conv_81', 'N', 45, 2, 3],
      ['conv_93', 'N', 45, 4, 6],
      ['conv_105', 'N', 45, 8, 12],
    ]);
    expect(readDetector(graph)).toMatchObject({ heads: [{ stride: 32, anchors: [[116, 90], [156, 198], [373, 326]] }, { stride: 16 }, { stride: 8 }] }); // prettier-ignore
    const anchors = Array.from({ length: 9 }, (_, index) => [index + 1, index + 2] as const);
    const other = buildDarknetGraph(yolov3({ classes: 10, width: 0.1, anchors, input: { height: 64, width: 64 } }));
    expect(readDetector(other)).toMatchObject({ heads: [{}, {}, { anchors: [[1, 2], [2, 3], [3, 4]] }] }); // prettier-ignore
  });

  it('expects eight objects an image from the start, whatever its size', () => {
    const graph = buildYolov3({ classes: 2, width: 0.03, input: { height: 64, width: 96 }, seed: 1 });
    const boxes = 3 * (2 * 3 + 4 * 6 + 8 * 12);
    for (const head of ['conv_81', 'conv_93', 'conv_105']) {
      const { data } = floatWeight(graph, `${head}.bias`);
      const expected = Array.from({ length: 21 }, (_, channel) => (channel % 7 === 4 ? Math.log(8 / boxes) : 0));
      expect([...data].map((value, channel) => Math.abs(value - (expected[channel] ?? NaN)) < 1e-6)).not.toContain(
        false,
      );
      const { data: weight } = floatWeight(graph, `${head}.weight`);
      expect(Math.hypot(...weight) / Math.sqrt(weight.length)).toBeCloseTo(0.01, 2);
    }
  });

  it('refuses sides that its strides do not divide', () => {
    const build = (): unknown => buildYolov3({ classes: 2, width: 0.03, input: { height: 100, width: 96 }, seed: 1 });
    expectError(build, 'bad-network', /multiples of 32/);
  });
});
