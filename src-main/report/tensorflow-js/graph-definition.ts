/** A node of TensorFlow's GraphDef as model.json holds it (protobuf JSON): inputs by name, attributes by their type. */
export interface NodeDefinition {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttributeValue>>;
}

export type AttributeValue =
  | { readonly b: boolean }
  | { readonly f: number }
  | { readonly i: number }
  | { readonly s: string }
  | { readonly type: DataType }
  | { readonly shape: ShapeDefinition }
  | { readonly list: { readonly i: readonly number[] } };

export interface ShapeDefinition {
  readonly dim: readonly { readonly size: string }[];
}

export type DataType = 'DT_FLOAT' | 'DT_INT32';

export const FLOAT = { T: { type: 'DT_FLOAT' } } as const;

export function boolean(value: boolean): AttributeValue {
  return { b: value };
}

export function integers(values: readonly number[]): AttributeValue {
  return { list: { i: values } };
}

/** Strings are bytes, hence in base64. */
export function text(value: string): AttributeValue {
  return { s: Buffer.from(value).toString('base64') };
}

/** −1 stands for a size that is not fixed. */
export function shapeDefinition(sizes: readonly number[]): ShapeDefinition {
  return { dim: sizes.map((size) => ({ size: String(size) })) };
}
