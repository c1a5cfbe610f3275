import type * as ort from 'onnxruntime-node';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Graph, ValueInfo } from '../../graph/graph.ts';
import { nextName } from '../../graph/optimizer.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { NamedState, NamedTensors, StepExecutable } from '../backend.ts';
import { readBackGraph, readName } from './read-back.ts';
import { fromRuntime, runSession, toRuntime } from './run-session.ts';

/** Losses are read back once in so many steps: reading waits for all that the device still has to do. */
const RUNS_AT_ONCE = 4;

type Values = ReadonlyMap<string, ort.OnnxValue>;
type OpenSession = (graph: Graph, options?: ort.InferenceSession.SessionOptions) => Promise<ort.InferenceSession>;

/** Steps whose state stays in the memory of a GPU. */
export async function createDeviceStep(
  step: Graph,
  start: NamedState,
  device: string,
  open: OpenSession,
): Promise<StepExecutable> {
  const next = new Set([...start.keys()].map(nextName));
  const given = step.outputs.filter(({ name }) => !next.has(name));
  const carried = step.inputs.filter(({ name }) => start.has(name));
  const onDevice = Object.fromEntries(step.outputs.map(({ name }) => [name, 'gpu-buffer' as const]));
  const session = await open(step, { preferredOutputLocation: onDevice });
  const resultReader = await open(readBackGraph(runsOf(given)));
  const stateReader = await open(readBackGraph(carried));
  let state: Values = new Map([...start].map(([name, tensor]) => [name, toRuntime(tensor)]));
  return {
    runsAtOnce: RUNS_AT_ONCE,
    async run(count, inputsOf) {
      const results: NamedTensors[] = [];
      for (let done = 0; done < count; done += RUNS_AT_ONCE) {
        const pending: Values[] = [];
        for (let run = done; run < Math.min(count, done + RUNS_AT_ONCE); run++)
          pending.push(await runOnce(inputsOf(run)));
        results.push(...(await readResults(pending)));
      }
      return results;
    },
    readState: () => readBack(stateReader, state),
    async release() {
      for (const tensor of state.values()) tensor.dispose();
      for (const opened of [session, resultReader, stateReader]) await opened.release();
    },
  };

  /** Leaves the new state and what is given on the device. */
  async function runOnce(inputs: NamedTensors): Promise<Values> {
    const fed = Object.entries(inputs).map(([name, tensor]) => [name, toRuntime(tensor)] as const);
    const outputs = await runSession(session, Object.fromEntries([...state, ...fed]), step.name, device);
    const spent = state;
    state = new Map([...spent.keys()].map((name) => [name, outputOf(outputs, nextName(name))]));
    for (const tensor of spent.values()) tensor.dispose();
    return new Map(given.map(({ name }) => [name, outputOf(outputs, name)]));
  }

  /** Of at most `RUNS_AT_ONCE` runs; where there are fewer the last stands in for those that are missing. */
  async function readResults(pending: readonly Values[]): Promise<NamedTensors[]> {
    const feeds = new Map<string, ort.OnnxValue>();
    for (let run = 0; run < RUNS_AT_ONCE; run++) {
      const values = pending[Math.min(run, pending.length - 1)] ?? new Map<string, ort.OnnxValue>();
      for (const [name, value] of values) feeds.set(nameOfRun(name, run), value);
    }
    const read = await readBack(resultReader, feeds);
    for (const values of pending) for (const value of values.values()) value.dispose();
    return pending.map((_, run) => {
      const results: Record<string, Tensor> = {};
      for (const { name } of given) {
        const tensor = read.get(nameOfRun(name, run));
        if (tensor !== undefined) results[name] = tensor;
      }
      return results;
    });
  }

  async function readBack(reader: ort.InferenceSession, values: Values): Promise<NamedState> {
    const outputs = await runSession(reader, Object.fromEntries(values), step.name, device);
    return new Map([...values.keys()].map((name) => [name, fromRuntime(name, outputs[readName(name)])]));
  }
}

/** What several runs give, each under a name of its own. */
function runsOf(given: readonly ValueInfo[]): ValueInfo[] {
  return Array.from({ length: RUNS_AT_ONCE }, (_, run) =>
    given.map((value) => ({ ...value, name: nameOfRun(value.name, run) })),
  ).flat();
}

function nameOfRun(name: string, run: number): string {
  return `${name}/${run}`;
}

function outputOf(outputs: Readonly<Record<string, ort.OnnxValue>>, name: string): ort.OnnxValue {
  const value = outputs[name];
  if (value === undefined) throw new EspalierError('internal', `there is no output "${name}"`);
  return value;
}
