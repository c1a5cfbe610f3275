import * as ort from 'onnxruntime-node';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { NamedState, NamedTensors, StepExecutable } from '../backend.ts';
import { createInputStack } from './input-stack.ts';
import { firstName, lastName, RUNS, stackedName } from './loop-graph.ts';
import type { LoweredStep } from './lowering/lower-graph.ts';
import { moveChannelsFirst, moveChannelsLast } from './move-channels.ts';
import { fromRuntime, runSession, toRuntime } from './run-session.ts';

/** Of the time, for handing the state over. */
const AFFORDED_SHARE = 0.02;
/** Whoever stops a training waits so long at most, or for one step. */
const MOST_MILLISECONDS = 3000;

/** Steps on the CPU by a session of the graph that `loopStep` made of the step. */
export function createLoopStep(
  session: ort.InferenceSession,
  { graph: step, channelsLast }: LoweredStep,
  start: NamedState,
): StepExecutable {
  const given = step.outputs.map(({ name }) => name).filter((name) => session.outputNames.includes(stackedName(name)));
  const handingOver = handingOverMilliseconds(start);
  const stack = createInputStack();
  let state = new Map(
    [...start].map(([name, tensor]) => [name, toRuntime(channelsLast.has(name) ? moveChannelsLast(tensor) : tensor)]),
  );
  let runsAtOnce = 1;
  return {
    get runsAtOnce() {
      return runsAtOnce;
    },
    async run(count, inputsOf) {
      for (let run = 0; run < count; run++) stack.put(inputsOf(run), run, count);
      const began = performance.now();
      const outputs = await runSession(session, feedsOf(count), step.name, 'cpu');
      runsAtOnce = affordableRuns((performance.now() - began - handingOver) / count);
      state = new Map([...state.keys()].map((name) => [name, toRuntime(outputOf(outputs, lastName(name)))]));
      const stacked = given.map((name) => [name, outputOf(outputs, stackedName(name))] as const);
      return Array.from({ length: count }, (_, run) =>
        Object.fromEntries(stacked.map(([name, tensor]) => [name, partOf(tensor, run)])),
      );
    },
    readState() {
      const read = [...state].map(([name, value]) => {
        const tensor = fromRuntime(name, value);
        return [name, channelsLast.has(name) ? moveChannelsFirst(tensor) : tensor] as const;
      });
      return Promise.resolve(new Map(read));
    },
    release: () => session.release(),
  };

  function feedsOf(count: number): Record<string, ort.Tensor> {
    const feeds: Record<string, ort.Tensor> = { [RUNS]: new ort.Tensor('int64', BigInt64Array.of(BigInt(count)), []) };
    for (const [name, tensor] of state) feeds[firstName(name)] = tensor;
    for (const [name, tensor] of stack.tensors()) feeds[stackedName(name)] = tensor;
    return feeds;
  }

  /** As few as keep the handing over at its share of the time. */
  function affordableRuns(milliseconds: number): number {
    const each = Math.max(milliseconds, 0.01);
    return Math.max(
      1,
      Math.min(Math.ceil(handingOver / (AFFORDED_SHARE * each)), Math.floor(MOST_MILLISECONDS / each)),
    );
  }
}

/** What it takes to copy a state out of a session into new memory, as measured on several machines. */
function handingOverMilliseconds(state: NamedState): number {
  const bytes = [...state.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  return bytes * 5e-7 + state.size * 0.01;
}

function outputOf(outputs: Readonly<Record<string, ort.OnnxValue>>, name: string): Tensor {
  return fromRuntime(name, outputs[name]);
}

/** One run's part of [runs, …]: a float32 tensor. */
function partOf(stacked: Tensor, run: number): NamedTensors[string] {
  if (stacked.type !== 'float32') throw new EspalierError('internal', `a step gives no ${stacked.type}`);
  const shape = stacked.shape.slice(1);
  const size = shape.reduce((product, length) => product * length, 1);
  return { type: 'float32', shape, data: stacked.data.subarray(run * size, (run + 1) * size) };
}
