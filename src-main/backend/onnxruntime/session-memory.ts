import type { Graph } from '../../graph/graph.ts';
import { mostLiveBytes } from '../../graph/live-bytes.ts';
import { isRecomputing } from '../../graph/recompute.ts';
import { concreteShape, inferShapes } from '../../graph/shape-inference.ts';
import { lowerForBatches } from './batches/lower-for-batches.ts';
import { findChannelBlock } from './channel-block.ts';
import { LOWERED_SHAPE_RULES } from './lowered-shapes.ts';
import { lowerGraph, lowerStep } from './lowering/lower-graph.ts';

/** What ONNX Runtime takes for values of 1 byte: its memory comes in pieces that don't always fit, and kernels have work space of their own. */
const FRAGMENTATION = 1.35;
/** The same where values are computed again: freed as soon as they can be, they leave more gaps. */
const FRAGMENTATION_RECOMPUTING = 1.6;
/** The same where it makes a plan in the first run, keeps what that run took, and runs again. */
const FRAGMENTATION_BESIDE_PLAN = 2 * FRAGMENTATION;
/** What it keeps of a node. */
const BYTES_PER_NODE = 10_000;
/** Of constants: a session's own, and those in the kernels' order; what it is made from takes what was free by then. */
const CONSTANT_COPIES = 2;

/** The memory that a session of a training step takes on the CPU besides its inputs and state: bytes, to about a tenth. */
export async function estimateStepSession(step: Graph): Promise<number> {
  const shapes = inferShapes(step);
  const target = { device: 'cpu', channelBlock: await findChannelBlock() } as const;
  const { graph } = lowerStep(step, (value) => concreteShape(shapes, value), target);
  return estimate(graph, isRecomputing(step) ? FRAGMENTATION_RECOMPUTING : FRAGMENTATION);
}

/** The same of a pass forward, for a batch of known size, that runs so many times, as evaluation's does. */
export async function estimatePassSession(pass: Graph, runs: number): Promise<number> {
  const batched = lowerForBatches(pass);
  const shapes = inferShapes(batched, LOWERED_SHAPE_RULES);
  const target = { device: 'cpu', channelBlock: await findChannelBlock() } as const;
  const lowered = lowerGraph(batched, (value) => concreteShape(shapes, value), target);
  const made = [...batched.weights].filter(([name]) => !pass.weights.has(name));
  return bytesOf(new Map(made)) + estimate(lowered, runs > 1 ? FRAGMENTATION_BESIDE_PLAN : FRAGMENTATION);
}

function estimate(lowered: Graph, fragmentation: number): number {
  const live = mostLiveBytes(lowered, inferShapes(lowered, LOWERED_SHAPE_RULES));
  return fragmentation * live + BYTES_PER_NODE * lowered.nodes.length + CONSTANT_COPIES * bytesOf(lowered.weights);
}

function bytesOf(weights: Graph['weights']): number {
  return [...weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
}
