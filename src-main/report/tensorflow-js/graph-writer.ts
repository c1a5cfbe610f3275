import { EspalierError } from '../../../src-shared/errors.ts';
import type { GraphNode } from '../../graph/graph.ts';
import type { Shape } from '../../graph/shape-rule.ts';
import type { FloatTensor } from '../../graph/tensor.ts';
import type { AttributeValue } from './graph-definition.ts';
import { CHANNELS_LAST, permuteList } from './permute.ts';

export type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * Collects the nodes of a TensorFlow graph. Values of rank four are stored with channels last, [N, H, W, C]; all others as in
 * the ONNX graph. Methods take the ONNX graph's names of values and return TensorFlow's names of nodes.
 */
export interface GraphWriter {
  /** The shape of a value in the ONNX graph's order of axes. @throws EspalierError `bad-network`. */
  shape(value: string): Shape;
  isWeight(value: string): boolean;
  /** A float32 weight of the ONNX graph. @throws EspalierError `bad-network` where it is none. */
  tensor(value: string): FloatTensor;
  /** A constant list of integers; undefined where the input is absent. @throws EspalierError `bad-network`. */
  constantIntegers(value: string | undefined): number[] | undefined;
  /** A value as it is stored, if need be with leading axes of size 1 up to a rank. */
  stored(value: string, rank?: number): string;
  /** A value in the ONNX graph's order of axes. */
  natural(value: string): string;
  /** Adds the node that gives a value as it is stored. */
  define(value: string, op: string, inputs: readonly string[], attr?: Attributes): void;
  /** Adds a node that gives a value in the ONNX graph's order of axes, and what brings it into the stored one. */
  defineNatural(value: string, op: string, inputs: readonly string[], attr?: Attributes): void;
  /** Adds a node on the way to a value. */
  add(purpose: string, op: string, inputs: readonly string[], attr?: Attributes): string;
  floats(purpose: string, tensor: FloatTensor): string;
  integers(purpose: string, data: readonly number[], shape?: readonly number[]): string;
}

/** Writes one node of the ONNX graph. @throws EspalierError `bad-network` for what TensorFlow.js can't express. */
export type NodeWriter = (node: GraphNode, writer: GraphWriter) => void;

/** @throws EspalierError `bad-network` naming the node. */
export function refuse(node: GraphNode, problem: string): never {
  const message = `${node.operator} "${node.name}" can't be exported to TensorFlow.js: ${problem}`;
  throw new EspalierError('bad-network', message);
}

/** The sizes of a value in the order in which it is stored, −1 for those that are not fixed. */
export function storedSizes(shape: Shape): number[] {
  const sizes = shape.map(fixedSize);
  return sizes.length === 4 ? permuteList(sizes, CHANNELS_LAST) : sizes;
}

export function fixedSize(dimension: number | string): number {
  return typeof dimension === 'number' ? dimension : -1;
}

/** Where an axis of the ONNX graph, which may count from the end, lies in the stored order. */
export function storedAxis(axis: number, rank: number): number {
  const fromStart = axis < 0 ? axis + rank : axis;
  return rank === 4 ? CHANNELS_LAST.indexOf(fromStart) : fromStart;
}
