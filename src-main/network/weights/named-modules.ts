import type { StoredTensor } from '../../weights/weight-file.ts';

/** The tensors of one layer, by their names within it: `weight`, `bias`, … */
export interface NamedModule {
  readonly name: string;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** Tensors grouped by the layer that their names begin with, in the order of the numbers in the layers' names, then of the names. */
export function groupByModule(tensors: ReadonlyMap<string, StoredTensor>): NamedModule[] {
  const modules = new Map<string, Map<string, StoredTensor>>();
  for (const [name, tensor] of tensors) {
    const dot = name.lastIndexOf('.');
    const module = name.slice(0, Math.max(0, dot));
    const members = modules.get(module) ?? new Map<string, StoredTensor>();
    modules.set(module, members.set(name.slice(dot + 1), tensor));
  }
  return Array.from(modules, ([name, members]) => ({ name, tensors: members })).sort(inNaturalOrder);
}

/** True where layers are named alike but for numbers, as `features.0` and `features.3` are, so that the numbers are their order. */
export function areNamedAlike(modules: readonly NamedModule[]): boolean {
  return new Set(modules.map(({ name }) => name.replaceAll(/\d+/g, '0'))).size <= 1;
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

function inNaturalOrder(a: NamedModule, b: NamedModule): number {
  return COLLATOR.compare(a.name, b.name);
}
