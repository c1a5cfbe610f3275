import type { ElementType } from '../element-type.ts';

/** What a pickle can make here: plain values, containers, tensors, and things of no interest that keep nothing of what they were made of. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleTuple
  | PickleList
  | PickleDictionary
  | PickleGlobal
  | StorageReference
  | TensorReference
  | InertObject;

export interface PickleTuple {
  readonly kind: 'tuple';
  readonly items: readonly PickleValue[];
}

/** A list or a set. */
export interface PickleList {
  readonly kind: 'list';
  readonly items: PickleValue[];
}

export interface PickleDictionary {
  readonly kind: 'dictionary';
  readonly entries: Map<PickleValue, PickleValue>;
}

/** A name out of the allow-list, such as `torch.FloatStorage`. */
export interface PickleGlobal {
  readonly kind: 'global';
  readonly name: string;
}

/** Elements in an entry of the archive. */
export interface StorageReference {
  readonly kind: 'storage';
  readonly type: ElementType;
  readonly key: string;
  readonly elements: number;
}

/** A view of a storage; offset and strides in elements. All that it shows lies within the storage. */
export interface TensorReference {
  readonly kind: 'tensor';
  readonly storage: StorageReference;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

export interface InertObject {
  readonly kind: 'inert';
}

type Kinded = Extract<PickleValue, { readonly kind: string }>;

export function isKind<Kind extends Kinded['kind']>(
  value: PickleValue | undefined,
  kind: Kind,
): value is Extract<Kinded, { readonly kind: Kind }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

/** In a clause, for errors. */
export function describeValue(value: PickleValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'None';
  if (value instanceof Uint8Array) return 'bytes';
  if (typeof value === 'string') return 'a text';
  if (typeof value !== 'object') return String(value);
  if (value.kind === 'inert') return 'an object';
  return value.kind === 'global' ? value.name : `a ${value.kind}`;
}
