import { EspalierError } from '../../src-shared/errors.ts';
import type { Graph } from './graph.ts';
import type { Tensor } from './tensor.ts';

/** An attribute of a node with its ONNX type, since ONNX keeps integers and floats apart. */
export type Attribute =
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'tensor'; readonly value: Tensor }
  | { readonly type: 'graph'; readonly value: Graph }
  | { readonly type: 'ints'; readonly value: readonly number[] }
  | { readonly type: 'floats'; readonly value: readonly number[] }
  | { readonly type: 'strings'; readonly value: readonly string[] };

export type Attributes = Readonly<Record<string, Attribute>>;

export function int(value: number): Attribute {
  return { type: 'int', value };
}

/** Rounded to what ONNX can hold, so that a network computes the same before it is written and after it is read. */
export function float(value: number): Attribute {
  return { type: 'float', value: Math.fround(value) };
}

export function ints(value: readonly number[]): Attribute {
  return { type: 'ints', value };
}

export function text(value: string): Attribute {
  return { type: 'string', value };
}

interface WithAttributes {
  readonly name: string;
  readonly operator: string;
  readonly attributes: Attributes;
}

/** An integer or float attribute, or the default where the node does not set it. @throws EspalierError `bad-network`. */
export function numberAttribute(node: WithAttributes, name: string, fallback: number): number {
  const attribute = node.attributes[name];
  if (attribute === undefined) return fallback;
  if (attribute.type === 'int' || attribute.type === 'float') return attribute.value;
  throw unexpected(node, name, 'a number');
}

/** A list-of-integers attribute, or the default. @throws EspalierError `bad-network`. */
export function intsAttribute(node: WithAttributes, name: string, fallback: readonly number[]): readonly number[] {
  const attribute = node.attributes[name];
  if (attribute === undefined) return fallback;
  if (attribute.type === 'ints') return attribute.value;
  throw unexpected(node, name, 'a list of integers');
}

/** A string attribute, or the default. @throws EspalierError `bad-network`. */
export function textAttribute(node: WithAttributes, name: string, fallback: string): string {
  const attribute = node.attributes[name];
  if (attribute === undefined) return fallback;
  if (attribute.type === 'string') return attribute.value;
  throw unexpected(node, name, 'a string');
}

function unexpected(node: WithAttributes, name: string, wanted: string): EspalierError {
  return new EspalierError('bad-network', `${node.operator} "${node.name}": attribute "${name}" is not ${wanted}`);
}
