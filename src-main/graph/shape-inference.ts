import { EspalierError } from '../../src-shared/errors.ts';
import type { Graph } from './graph.ts';
import { ESPALIER_DOMAIN } from './gradients/rule.ts';
import { GRADIENT_SHAPE_RULES } from './gradients/shape-rules.ts';
import { failShape, type Shape, type ShapeRule } from './shape-rule.ts';
import { SHAPE_RULES, STEP_SHAPE_RULES } from './shape-rules/rules.ts';

/** Shapes of all values of a graph, by name. */
export type Shapes = ReadonlyMap<string, Shape>;

/** By operator domain. */
type ShapeRules = ReadonlyMap<string, ReadonlyMap<string, ShapeRule>>;

const RULES: ShapeRules = new Map([
  ['', new Map([...SHAPE_RULES, ...STEP_SHAPE_RULES])],
  [ESPALIER_DOMAIN, GRADIENT_SHAPE_RULES],
]);

/** 64 GiB of float32. */
const MOST_ELEMENTS = 2 ** 34;

/**
 * Infers the shape of every value from the inputs and weights (ONNX operator specifications, operator set 17).
 * Symbolic dimensions stay symbolic; `withBatchSize` gives the batch a size. `more` has rules of further operators.
 * @throws EspalierError `bad-network` naming the node whose operator is unknown or whose inputs do not fit.
 */
export function inferShapes(graph: Graph, more: ShapeRules = new Map()): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const [name, tensor] of graph.weights) shapes.set(name, tensor.shape);
  for (const { name, shape } of graph.inputs) shapes.set(name, shape);
  for (const node of graph.nodes) {
    const rule = RULES.get(node.domain)?.get(node.operator) ?? more.get(node.domain)?.get(node.operator);
    if (rule === undefined) {
      const operator = node.domain === '' ? node.operator : `${node.domain}.${node.operator}`;
      throw new EspalierError('bad-network', `node "${node.name}": operator ${operator} is not supported`);
    }
    const inputs = node.inputs.map(
      (input) => shapes.get(input) ?? (input === '' ? [] : failShape(node, `no value "${input}"`)),
    );
    rule(node, inputs, graph.weights).forEach((shape, index) => {
      const output = node.outputs[index];
      if (output === undefined || output === '') return;
      if (countKnown(shape) > MOST_ELEMENTS) failShape(node, `a result of [${shape.join(', ')}] is too large`);
      shapes.set(output, shape);
    });
  }
  return shapes;
}

/** A shape whose dimensions are all known. @throws EspalierError `bad-network`. */
export function concreteShape(shapes: Shapes, value: string): number[] {
  const shape = shapes.get(value);
  if (shape === undefined) throw new EspalierError('bad-network', `the graph has no value "${value}"`);
  return shape.map((dimension) => {
    if (typeof dimension === 'number') return dimension;
    throw new EspalierError('bad-network', `"${value}": the size of dimension ${dimension} is not known`);
  });
}

/** The product of the dimensions that are known. */
function countKnown(shape: Shape): number {
  return shape.reduce<number>((count, size) => (typeof size === 'number' ? count * size : count), 1);
}
