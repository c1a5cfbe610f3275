import type { WeightFile } from '../../weights/weight-file.ts';

/** What a person should know of how a file's weights were read, and further clauses. */
export function describeReading(path: string, file: WeightFile, further: readonly string[]): string {
  const types = new Set([...file.tensors.values()].map(({ type }) => type).filter((type) => type.includes('float')));
  types.delete('float32');
  const converted = [...types].map((type) => `${type} converted to float32`);
  return [`starts from the weights of ${path}, ${file.format}`, ...file.notes, ...converted, ...further].join('; ');
}
