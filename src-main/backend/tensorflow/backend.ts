import * as tf from '@tensorflow/tfjs-core';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import type { Graph, GraphNode } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Backend, Executable } from '../backend.ts';
import { carryState } from '../carry-state.ts';
import { refuse, type Handler, type Operands } from './handler.ts';
import { HANDLERS } from './handlers.ts';
import { loadKernels, type TensorflowKernels } from './kernels.ts';
import { fromTensorflow, toTensorflow } from './transfer.ts';

/**
 * A backend that interprets graphs node by node on TensorFlow.js.
 * @throws EspalierError `device-unavailable` where the kernels are not there.
 */
export async function createTensorflowBackend(kernels: TensorflowKernels): Promise<Backend> {
  const { name, engine } = await loadKernels(kernels);
  const use = async (): Promise<void> => {
    if (!(await tf.setBackend(name))) {
      throw new EspalierError('device-unavailable', `TensorFlow.js can't start its ${name} kernels; try --device cpu`);
    }
  };
  await use();
  const load = async (graph: Graph): Promise<Executable> => {
    const steps = planSteps(graph);
    await use();
    return createExecutable(graph, steps, use);
  };
  return {
    device: 'tensorflow',
    engine,
    load,
    loadForBatches: load,
    loadStep: async (graph, state) => carryState(await load(graph), state),
  };
}

/** One node, what computes it, and the values that nobody reads afterwards. */
interface Step {
  readonly node: GraphNode;
  readonly handler: Handler;
  readonly spent: readonly string[];
}

function planSteps({ nodes, outputs, weights }: Graph): Step[] {
  const kept = new Set([...outputs.map(({ name }) => name), ...weights.keys(), '']);
  const steps: Step[] = [];
  for (const node of nodes.toReversed()) {
    const handler = HANDLERS.get(node.domain)?.get(node.operator);
    if (handler === undefined) {
      const message = `node "${node.name}": TensorFlow.js has no ${node.operator} here; try --device cpu`;
      throw new EspalierError('bad-network', message);
    }
    const spent = new Set([...node.inputs, ...node.outputs].filter((value) => !kept.has(value)));
    spent.forEach((value) => kept.add(value));
    steps.push({ node, handler, spent: [...spent] });
  }
  return steps.reverse();
}

function createExecutable(graph: Graph, steps: readonly Step[], use: () => Promise<void>): Executable {
  const weights = new Map([...graph.weights].map(([name, tensor]) => [name, toTensorflow(name, tensor)] as const));
  return {
    async run(inputs) {
      await use();
      const values = new Map<string, tf.Tensor>();
      try {
        for (const { name } of graph.inputs) values.set(name, toTensorflow(name, fed(inputs, name)));
        for (const { node, handler, spent } of steps) {
          const results = compute(node, handler, graph, (value) => values.get(value) ?? weights.get(value));
          results.forEach((result, index) => {
            const output = node.outputs[index] ?? '';
            if (output === '') result.dispose();
            else values.set(output, result);
          });
          for (const value of spent) {
            values.get(value)?.dispose();
            values.delete(value);
          }
        }
        return Object.fromEntries(
          graph.outputs.map(({ name, type }) => {
            const value = values.get(name) ?? weights.get(name);
            if (value === undefined) throw new EspalierError('bad-network', `no node gives the output "${name}"`);
            return [name, fromTensorflow(name, type, value)];
          }),
        );
      } finally {
        for (const value of values.values()) value.dispose();
      }
    },
    release() {
      for (const weight of weights.values()) weight.dispose();
      weights.clear();
      return Promise.resolve();
    },
  };
}

function fed(inputs: Readonly<Record<string, Tensor>>, name: string): Tensor {
  return inputs[name] ?? failInternally(`the graph was run without its input "${name}"`);
}

function failInternally(message: string): never {
  throw new EspalierError('internal', message);
}

function compute(
  node: GraphNode,
  handler: Handler,
  { weights }: Graph,
  value: (name: string) => tf.Tensor | undefined,
): tf.Tensor[] {
  const operands: Operands = {
    count: node.inputs.length,
    optional: (index) => value(node.inputs[index] ?? ''),
    tensor: (index) => value(node.inputs[index] ?? '') ?? refuse(node, `its input ${index} is missing`),
    ints(index) {
      const name = node.inputs[index] ?? '';
      if (name === '') return undefined;
      const tensor = weights.get(name);
      return tensor?.type === 'int64' ? Array.from(tensor.data, Number) : refuse(node, `"${name}" is not constant`);
    },
  };
  try {
    return tf.tidy(() => handler(node, operands));
  } catch (cause) {
    if (cause instanceof EspalierError) throw cause;
    return refuse(node, toEspalierError(cause).message, cause);
  }
}
