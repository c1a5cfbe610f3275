import { countElements } from '../graph/tensor.ts';
import { formatCount } from '../report/format.ts';
import { renderTextTable } from '../report/text-table.ts';
import { readWeightFile } from '../weights/read-weight-file.ts';

/** What a file of weights holds. */
export interface WeightInspection {
  readonly path: string;
  readonly format: string;
  /** Numbers in all tensors. */
  readonly elements: number;
  readonly tensors: readonly { readonly name: string; readonly type: string; readonly shape: readonly number[] }[];
  readonly notes: readonly string[];
}

/** @throws EspalierError `bad-network` where the file is no file of weights. */
export async function inspectWeights(path: string): Promise<WeightInspection> {
  const { format, tensors, notes } = await readWeightFile(path);
  const listed = [...tensors].map(([name, { type, shape }]) => ({ name, type, shape }));
  const elements = listed.reduce((sum, { shape }) => sum + countElements(shape), 0);
  return { path, format, elements, tensors: listed, notes };
}

export function describeWeights({ path, format, elements, tensors, notes }: WeightInspection): string {
  return [
    `${path}: ${format}, ${tensors.length} tensors, ${formatCount(elements)} numbers`,
    ...notes,
    '',
    renderTextTable(
      ['tensor', 'type', 'shape', 'numbers'],
      tensors.map(({ name, type, shape }) => [name, type, shape.join('×'), formatCount(countElements(shape))]),
      3,
    ),
  ].join('\n');
}
