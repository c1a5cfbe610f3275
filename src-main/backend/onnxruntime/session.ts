import * as ort from 'onnxruntime-node';
import { EspalierError } from '../../../src-shared/errors.ts';
import { numberAttribute } from '../../graph/attribute.ts';
import { ESPALIER_DOMAIN } from '../../graph/gradients/rule.ts';
import type { Graph } from '../../graph/graph.ts';
import { encodeOnnx } from '../../graph/onnx-writer.ts';
import { concreteShape, inferShapes } from '../../graph/shape-inference.ts';
import type { Backend, Executable } from '../backend.ts';
import { carryState } from '../carry-state.ts';
import { lowerForBatches } from './batches/lower-for-batches.ts';
import { findChannelBlock } from './channel-block.ts';
import { createDeviceStep } from './device-step.ts';
import { loopStep } from './loop-graph.ts';
import { createLoopStep } from './loop-step.ts';
import { firstLine, fromRuntime, runSession, toRuntime } from './run-session.ts';
import { lowerGraph, lowerStep } from './lowering/lower-graph.ts';
import type { LoweringTarget, OnnxRuntimeDevice } from './lowering/lowering.ts';

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
      return loadLowered(graph, lowerGraph(graph, createShapeReader(graph), await findTarget(graph)));
    },
    async loadForBatches(graph) {
      const batched = device === 'cpu' ? lowerForBatches(graph) : graph;
      return loadLowered(graph, lowerGraph(batched, createShapeReader(batched), await findTarget(graph)));
    },
    async loadStep(graph, state) {
      const target = await findTarget(graph);
      if (device === 'cpu') {
        const step = lowerStep(graph, createShapeReader(graph), target);
        const looped = loopStep(step.graph, [...state.keys()]);
        // A plan of the memory is made in the first run and used from the second on, while the first one's memory stays taken.
        return createLoopStep(await openSession(graph, looped, { enableMemPattern: false }), step, state);
      }
      const lowered = lowerGraph(graph, createShapeReader(graph), target);
      switch (device) {
        case 'webgpu':
          return createDeviceStep(lowered, state, device, (opened, more) => openSession(graph, opened, more));
        case 'cuda':
          return carryState(await loadLowered(graph, lowered), state);
      }
    },
  };

  async function findTarget(graph: Graph): Promise<LoweringTarget> {
    if (device === 'webgpu') refuseGroups(graph);
    return { device, channelBlock: device === 'cpu' ? await findChannelBlock() : undefined };
  }

  async function loadLowered(graph: Graph, lowered: Graph): Promise<Executable> {
    return createExecutable(await openSession(graph, lowered), graph.name, device);
  }

  async function openSession(
    graph: Graph,
    lowered: Graph,
    more: ort.InferenceSession.SessionOptions = {},
  ): Promise<ort.InferenceSession> {
    // Blocked layouts need constant weights; in a training graph they only add reorderings.
    const isTraining = graph.nodes.some(({ domain }) => domain === ESPALIER_DOMAIN);
    const graphOptimizationLevel = isTraining ? 'extended' : 'all';
    try {
      return await ort.InferenceSession.create(encodeOnnx(lowered), {
        ...sessionOptions,
        ...more,
        graphOptimizationLevel,
      });
    } catch (cause) {
      throw explainFailure(device, graph.name, cause);
    }
  }
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
      const command = 'ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js';
      const message = `ONNX Runtime finds no CUDA here; "${command}" adds it to a copy of the sources (see the README), or try --device cpu`;
      return new EspalierError('device-unavailable', message, { cause });
    }
  }
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
      const feeds = Object.entries(inputs).map(([input, tensor]) => [input, toRuntime(tensor)] as const);
      const results = await runSession(session, Object.fromEntries(feeds), name, device);
      return Object.fromEntries(
        Object.entries(results).map(([output, value]) => [output, fromRuntime(output, value)] as const),
      );
    },
    release: () => session.release(),
  };
}
