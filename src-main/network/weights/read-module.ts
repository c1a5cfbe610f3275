import type { FloatTensor } from '../../graph/tensor.ts';
import type { NamedModule } from './named-modules.ts';
import { refuseNetwork } from './refuse-network.ts';

/** A tensor of a layer under one of its usual names; undefined where the layer has none of them. */
function findTensor({ tensors }: NamedModule, names: readonly string[]) {
  const name = names.find((one) => tensors.has(one));
  const tensor = name === undefined ? undefined : tensors.get(name);
  return name === undefined || tensor === undefined ? undefined : { name, tensor };
}

/**
 * A tensor of a layer as numbers, of the shape that it must have; `null` stands for any size.
 * @throws EspalierError `bad-network` where it is missing, has another shape or type, or holds values that are not finite.
 */
export function readModuleTensor(
  module: NamedModule,
  names: readonly string[],
  expected: readonly (number | null)[],
): FloatTensor {
  const found = findTensor(module, names);
  if (found === undefined) return refuseNetwork(`"${module.name}.${names[0] ?? ''}" is missing`);
  const full = `"${module.name}.${found.name}"`;
  const { shape, type } = found.tensor;
  const fits =
    shape.length === expected.length && expected.every((size, axis) => size === null || size === shape[axis]);
  if (!fits) {
    const needed = expected.map((size) => size ?? 'any').join(', ');
    return refuseNetwork(`${full} has the shape [${shape.join(', ')}], and [${needed}] is needed`);
  }
  if (!type.includes('float'))
    return refuseNetwork(`${full} has elements of type ${type}, and weights are floating-point numbers`);
  const tensor = found.tensor.read();
  if (!tensor.data.every(Number.isFinite)) return refuseNetwork(`${full} has values that are not finite`);
  return tensor;
}

/** The same for one that a layer may do without. */
export function readOptionalTensor(
  module: NamedModule,
  names: readonly string[],
  expected: readonly (number | null)[],
): FloatTensor | undefined {
  return findTensor(module, names) === undefined ? undefined : readModuleTensor(module, names, expected);
}
