import type { GraphNode } from './graph.ts';
import { concreteShape, type Shapes } from './shape-inference.ts';

/** Operators that take little more than a pass over their inputs. */
const CHEAP: ReadonlySet<string> = new Set([
  'BatchNormTraining',
  ...['Relu', 'LeakyRelu', 'PRelu', 'Clip', 'HardSigmoid', 'HardSwish', 'Sigmoid', 'Tanh', 'Softplus'],
  ...['Add', 'Sub', 'Mul', 'Div', 'Min', 'Max', 'Exp', 'Log', 'Sqrt', 'Abs', 'Neg'],
  ...['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'Expand', 'Slice', 'Split', 'Pad'],
  ...['MaxPool', 'AveragePool', 'Resize', 'Concat'],
]);

/** Where branches meet: computed again, a chain of shortcuts would take all of its links with it. */
const MEETINGS: ReadonlySet<string> = new Set(['Add', 'Concat']);

/**
 * Products for one element of a convolution's result, up to which it is cheap, too. Of YOLOv3 ×0.25 these convolutions make a twelfth of the
 * multiplications and half of the rest of the memory, since large maps have few channels.
 */
const FEW_PRODUCTS = 128;

/**
 * The nodes of a network in training form whose results are not worth keeping for the backward pass: all cheap ones between convolutions
 * and meetings of branches. Cheap convolutions are among them, but not two in a row, so that never much has to be computed again at once.
 */
export function findRecomputed(nodes: readonly GraphNode[], shapes: Shapes): Set<GraphNode> {
  const computed = new Set<string>();
  const behindConvolution = new Set<string>();
  const found = new Set<GraphNode>();
  for (const node of nodes) {
    const isBehind = node.inputs.some((input) => behindConvolution.has(input));
    const isBorder = MEETINGS.has(node.operator) && node.inputs.filter((input) => computed.has(input)).length > 1;
    const isCheapConvolution = !isBehind && isFewProducts(node, shapes);
    if (isCheapConvolution || (CHEAP.has(node.operator) && !isBorder)) {
      found.add(node);
      if (isCheapConvolution || isBehind) node.outputs.forEach((output) => behindConvolution.add(output));
    }
    node.outputs.forEach((output) => computed.add(output));
  }
  return found;
}

function isFewProducts({ operator, inputs }: GraphNode, shapes: Shapes): boolean {
  if (operator !== 'Conv') return false;
  const [, ...filter] = concreteShape(shapes, inputs[1] ?? '');
  return filter.reduce((product, size) => product * size, 1) <= FEW_PRODUCTS;
}
