import { createRandom, randomPermutation } from '../../../src-shared/random.ts';
import type { Backend } from '../../../src-main/backend/backend.ts';
import { int, type Attributes } from '../../../src-main/graph/attribute.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../src-main/graph/builder.ts';
import { differentiate } from '../../../src-main/graph/differentiate.ts';
import { ESPALIER_DOMAIN } from '../../../src-main/graph/gradients/rule.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import { concreteShape, inferShapes } from '../../../src-main/graph/shape-inference.ts';
import { countElements, floatTensor, type FloatTensor, type Tensor } from '../../../src-main/graph/tensor.ts';
import { askPython, entriesOf, pack, unpack } from './pytorch.ts';

/** One operator (or a small graph) whose gradients are checked. */
export interface GradientCase {
  readonly name: string;
  readonly operator: string;
  readonly attributes?: Attributes;
  /** Shapes of the float32 inputs, all differentiated, in the operator's order. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** Values of inputs that have to be particular ones. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
  /** Inputs that are not differentiated, before the others. */
  readonly leading?: Readonly<Record<string, Tensor>>;
  /** Inputs that are not differentiated, after the others. */
  readonly constants?: Readonly<Record<string, Tensor>>;
  /** Inputs without a gradient by definition (running statistics). */
  readonly frozen?: readonly string[];
  readonly domain?: string;
  readonly outputs?: number;
  /** The output as a Python expression of the inputs, with PyTorch as `torch` and its functions as `F`. */
  readonly pytorch: string;
  /** Why finite differences can't check it: its inputs lie on a kink, or there are too many. */
  readonly pytorchOnly?: 'kink' | 'size';
}

export type Gradients = Readonly<Record<string, Float32Array>>;

/** Distinct inputs in [-1, 1], at least 1/count apart and as far from 0, in random order: no tie and no kink within a small step. */
export function makeInputs({ name, inputs, values = {} }: GradientCase): Record<string, FloatTensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([input, shape]) => {
      const count = countElements(shape);
      const order = randomPermutation(createRandom(5, name, input), count);
      const spread = Array.from(
        order,
        (place) => (2 * place + 1) / count - 1 + (2 * place + 1 === count ? 0.5 / count : 0),
      );
      return [input, floatTensor(shape, values[input] ?? spread)];
    }),
  );
}

/** Random weights of the outputs' elements: the scalar that is differentiated is their weighted sum. */
export function makeCotangent(check: GradientCase, shape: readonly number[]): FloatTensor {
  const random = createRandom(6, check.name, 'cotangent');
  return floatTensor(
    shape,
    Float32Array.from({ length: countElements(shape) }, () => random.normal()),
  );
}

export function outputShape(check: GradientCase): number[] {
  const builder = createGraphBuilder('forward');
  addForward(builder, check);
  return concreteShape(inferShapes(builder.build()), 'y');
}

/** The gradients as our own rules and the backend's lowerings compute them, and the output in the same graph. */
export async function ourGradients(
  backend: Backend,
  check: GradientCase,
): Promise<{ gradients: Gradients; output: Float32Array }> {
  const shape = outputShape(check);
  const builder = createGraphBuilder('gradients');
  addForward(builder, check);
  const loss = shape.length === 0 ? 'y' : addWeightedSum(builder, makeCotangent(check, shape));
  const graph = builder.build();
  const parameters = trainable(check);
  const gradients = differentiate(builder, {
    nodes: [...graph.nodes],
    shapes: inferShapes(graph),
    loss,
    parameters: new Set(parameters),
  });
  for (const parameter of parameters) {
    const copy = builder.add('Identity', [gradients.get(parameter) ?? ''], { output: `gradient/${parameter}` });
    builder.output(copy, 'float32', check.inputs[parameter] ?? []);
  }
  builder.output('y', 'float32', shape);
  const results = await runOnce(backend, builder.build(), makeInputs(check));
  return {
    gradients: Object.fromEntries(parameters.map((parameter) => [parameter, floats(results[`gradient/${parameter}`])])),
    output: floats(results['y']),
  };
}

/** The gradients by central differences of the forward pass alone, and its output. */
export async function numericGradients(
  backend: Backend,
  check: GradientCase,
): Promise<{ gradients: Gradients; output: Float32Array }> {
  const step = 1 / 512;
  const shape = outputShape(check);
  const weights = shape.length === 0 ? Float32Array.of(1) : makeCotangent(check, shape).data;
  const builder = createGraphBuilder('forward');
  addForward(builder, check);
  builder.output('y', 'float32', shape);
  const executable = await backend.load(builder.build());
  const inputs = makeInputs(check);
  const forward = async (): Promise<Float32Array> => floats((await executable.run(inputs))['y']);
  const output = await forward();
  const gradients: Record<string, Float32Array> = {};
  for (const parameter of trainable(check)) {
    const values = inputs[parameter]?.data ?? new Float32Array(0);
    const gradient = new Float32Array(values.length);
    for (const [index, value] of values.entries()) {
      values[index] = value + step;
      const above = await forward();
      values[index] = value - step;
      const below = await forward();
      values[index] = value;
      gradient[index] = above.reduce((sum, y, at) => sum + (y - (below[at] ?? 0)) * (weights[at] ?? 0), 0) / (2 * step);
    }
    gradients[parameter] = gradient;
  }
  await executable.release();
  return { gradients, output };
}

/** The gradients of all cases by PyTorch's autograd in one Python process, and the outputs. */
export function pytorchGradients(checks: readonly GradientCase[]): { gradients: Gradients; output: Float32Array }[] {
  const given = checks.map((check) => ({
    inputs: pack(makeInputs(check)),
    constants: Object.fromEntries(
      Object.entries(check.constants ?? {}).map(([name, { data }]) => [name, Array.from(data, Number)]),
    ),
    trainable: trainable(check),
    cotangent: pack({ r: makeCotangent(check, outputShape(check)) }),
    expression: check.pytorch,
  }));
  const answer = askPython(
    `
import torch
import torch.nn.functional as F
answer = []
for case in given:
    values = {name: torch.tensor(a, requires_grad=name in case['trainable']) for name, a in unpack(case['inputs']).items()}
    constants = {name: torch.tensor(v) for name, v in case['constants'].items()}
    y = eval(case['expression'], {'torch': torch, 'F': F, **constants, **values})
    r = torch.tensor(unpack(case['cotangent'])['r'])
    (y if y.dim() == 0 else (y * r).sum()).backward()
    answer.append({'gradients': pack({name: values[name].grad.numpy() for name in case['trainable']}), 'output': pack({'y': y.detach().numpy()})})
`,
    given,
  );
  if (!Array.isArray(answer)) throw new Error('PyTorch answered no list');
  return answer.map((entry) => {
    const { gradients, output } = Object.fromEntries(entriesOf(entry));
    const named = Object.entries(unpack(gradients)).map(([name, { data }]) => [name, data] as const);
    return { gradients: Object.fromEntries(named), output: unpack(output)['y']?.data ?? new Float32Array(0) };
  });
}

/** The largest difference relative to the largest expected value. */
export function relativeDifference(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const apart = found.reduce((most, value, index) => Math.max(most, Math.abs(value - (expected[index] ?? 0))), 0);
  return apart / Math.max(largest, 1e-3);
}

function trainable(check: GradientCase): string[] {
  return Object.keys(check.inputs).filter((input) => !(check.frozen ?? []).includes(input));
}

function addForward(builder: GraphBuilder, check: GradientCase): void {
  const { operator, attributes = {}, leading = {}, inputs, constants = {}, outputs = 1, domain = '' } = check;
  for (const [input, shape] of Object.entries(inputs)) builder.input(input, 'float32', shape);
  for (const [constant, tensor] of Object.entries({ ...leading, ...constants })) builder.weight(constant, tensor);
  builder.append({
    name: 'operator',
    operator,
    domain,
    inputs: [leading, inputs, constants].flatMap((named) => Object.keys(named)),
    outputs: ['y', ...Array.from({ length: outputs - 1 }, (_, index) => `y${index + 1}`)],
    attributes,
  });
}

/** Σ y·r as [1, k]·[k, 1], by operators that have gradients themselves. */
function addWeightedSum(builder: GraphBuilder, cotangent: FloatTensor): string {
  const weights = builder.constant({ ...cotangent, shape: [cotangent.data.length, 1] });
  const row = builder.add('Flatten', ['y'], { attributes: { axis: int(0) } });
  return builder.add('Reshape', [builder.add('Gemm', [row, weights]), builder.ints([])]);
}

async function runOnce(
  backend: Backend,
  graph: Graph,
  inputs: Record<string, FloatTensor>,
): Promise<Record<string, Tensor>> {
  const executable = await backend.load(graph);
  const results = await executable.run(inputs);
  await executable.release();
  return results;
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.type !== 'float32') throw new Error('the graph gave no float32 tensor');
  return tensor.data;
}

/** Operators of our own domain. */
export const ours = { domain: ESPALIER_DOMAIN };
