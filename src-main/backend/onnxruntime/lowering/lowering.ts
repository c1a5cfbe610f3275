import type { GraphBuilder } from '../../../graph/builder.ts';
import type { GraphNode } from '../../../graph/graph.ts';

/** An execution provider of ONNX Runtime; they differ in the operators they have. */
export type OnnxRuntimeDevice = 'cpu' | 'webgpu' | 'cuda';

/** What a graph is lowered for. */
export interface LoweringTarget {
  readonly device: OnnxRuntimeDevice;
  /** Channels of a block in the CPU's blocked layout; left out where there is none. */
  readonly channelBlock?: number | undefined;
}

export interface LoweringContext {
  readonly device: OnnxRuntimeDevice;
  /** Channels of a block in the CPU's blocked layout; undefined where there is none. */
  readonly channelBlock: number | undefined;
  /** Collects the ordinary ONNX nodes. */
  readonly builder: GraphBuilder;
  /** The concrete shape of a value of the graph that is lowered. */
  readonly shape: (value: string) => number[];
  /**
   * Whether a weight is kept, its gradient wanted or a map computed with its channels last: [O, kh, kw, C] instead of [O, C, kh, kw],
   * [N, H, W, C] instead of [N, C, H, W]. A node's maps come in the order of what it gives.
   */
  hasChannelsLast(value: string): boolean;
  /** Whether a node of this operator reads a value of the graph that is lowered. */
  isReadBy(value: string, operator: string): boolean;
  /** A value shared by several lowerings, made at its first use. */
  shared(key: string, make: () => string): string;
}

/** Expresses one node by ordinary ONNX operators; `inputs` are its inputs' names in the lowered graph, the results its outputs'. */
export type Lowering = (node: GraphNode, inputs: readonly string[], context: LoweringContext) => string[];
