import * as ort from 'onnxruntime-node';
import { EspalierError } from '../../../src-shared/errors.ts';
import { numberAttribute } from '../../graph/attribute.ts';
import type { Graph } from '../../graph/graph.ts';
import { encodeOnnx } from '../../graph/onnx-writer.ts';
import { concreteShape, inferShapes } from '../../graph/shape-inference.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Backend, Executable, NamedTensors } from '../backend.ts';
import { findChannelBlock } from './channel-block.ts';
import { lowerGraph } from './lowering/lower-graph.ts';
import type { OnnxRuntimeDevice } from './lowering/lowering.ts';

export type { OnnxRuntimeDevice } from './lowering/lowering.ts';

export interface OnnxRuntimeOptions {
  readonly device: OnnxRuntimeDevice;
  /** Threads of the CPU; all cores where left out. */
  readonly threads?: number;
}

/** A backend on ONNX Runtime. Availability of the device shows when the first graph is loaded. */
export function createOnnxRuntimeBackend(options: OnnxRuntimeOptions): Backend {
  const { device, threads } = options;
  const sessionOptions: ort.InferenceSession.SessionOptions = {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    logSeverityLevel: 3,
    // Without it the threads wait for the next run in a busy loop, at the cost of whoever else has work meanwhile.
    extra: { session: { force_spinning_stop: '1' } },
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
  return {
    device,
    engine: `ONNX Runtime ${ort.env.versions.node ?? ort.env.versions.common}`,
    async load(graph) {
      if (device === 'webgpu') refuseGroups(graph);
      const lowered = lowerGraph(graph, createShapeReader(graph), {
        device,
        channelBlock: device === 'cpu' ? await findChannelBlock() : undefined,
      });
      // Blocked layouts need constant weights; in a training graph they only add reorderings.
      const graphOptimizationLevel = lowered === graph ? 'all' : 'extended';
      try {
        const session = await ort.InferenceSession.create(encodeOnnx(lowered), {
          ...sessionOptions,
          graphOptimizationLevel,
        });
        return createExecutable(session, graph.name, device);
      } catch (cause) {
        throw explainFailure(device, graph.name, cause);
      }
    },
  };
}

/** ONNX Runtime 1.30's WebGPU gives wrong numbers for some grouped convolutions, without a word. */
function refuseGroups(graph: Graph): void {
  const grouped = graph.nodes.find((node) => node.operator === 'Conv' && numberAttribute(node, 'group', 1) !== 1);
  if (grouped === undefined) return;
  throw new EspalierError(
    'device-unavailable',
    `"${grouped.name}" is a grouped convolution, which WebGPU does not compute reliably; try --device cpu`,
  );
}

function explainFailure(device: OnnxRuntimeDevice, name: string, cause: unknown): EspalierError {
  switch (device) {
    case 'cpu': {
      return new EspalierError('bad-network', `ONNX Runtime can't run "${name}": ${firstLine(cause)}`, { cause });
    }
    case 'webgpu':
      return new EspalierError('device-unavailable', 'WebGPU finds no usable GPU here; try --device cpu', { cause });
    case 'cuda': {
      const message = 'ONNX Runtime finds no CUDA here; the README says how to add it, or try --device cpu';
      return new EspalierError('device-unavailable', message, { cause });
    }
  }
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}

/** Shapes are inferred only when a lowering asks: graphs without operators of ours may hold any operator. */
function createShapeReader(graph: Graph): (value: string) => number[] {
  let shapes: ReturnType<typeof inferShapes> | undefined;
  return (value) => {
    shapes ??= inferShapes(graph);
    return concreteShape(shapes, value);
  };
}

function createExecutable(session: ort.InferenceSession, name: string, device: OnnxRuntimeDevice): Executable {
  return {
    async run(inputs) {
      const results = await session.run(toRuntime(inputs)).catch((cause: unknown) => {
        const advice = 'if memory is short, a smaller "batchSize" needs less';
        const message = `running "${name}" on ${device} failed: ${firstLine(cause)}; ${advice}`;
        throw new EspalierError('computation-failed', message, { cause });
      });
      return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, fromRuntime(name, value)]));
    },
    release: () => session.release(),
  };
}

function toRuntime(tensors: NamedTensors): Record<string, ort.Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, runtimeTensor(tensor)]));
}

function runtimeTensor(tensor: Tensor): ort.Tensor {
  return new ort.Tensor(tensor.type, tensor.data, tensor.shape);
}

function fromRuntime(name: string, value: ort.OnnxValue): Tensor {
  const { dims: shape, type, data } = value;
  if (type === 'float32' && data instanceof Float32Array) return { type, shape, data };
  if (type === 'float64' && data instanceof Float64Array) return { type, shape, data };
  if (type === 'int64' && data instanceof BigInt64Array) return { type, shape, data };
  if (type === 'int32' && data instanceof Int32Array) return { type, shape, data };
  if (type === 'bool' && data instanceof Uint8Array) return { type, shape, data };
  throw new EspalierError('internal', `output "${name}" has the unexpected type ${type}`);
}
