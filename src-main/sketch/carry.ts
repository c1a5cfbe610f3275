import { numberAttribute } from '../graph/attribute.ts';
import { floatWeight, type Graph } from '../graph/graph.ts';
import { zeros, type FloatTensor } from '../graph/tensor.ts';
import type { ChannelSlot } from '../pruning/channel-walk.ts';
import type { GroupMember } from '../pruning/coupled-groups.ts';
import {
  addToDiagonal,
  diagonalOf,
  rowOf,
  selectRows,
  transpose,
  zeroMatrix,
  type DenseMatrix,
  type MatrixProducts,
} from './matrix.ts';
import { solvePositive } from './solve-positive.ts';

/** Added to the squares of the new filters, as a share of the largest, so that dependent ones do no harm. */
const NEGLIGIBLE = 1e-6;
/** Keeps filters that are all zero from dividing by zero. */
const TINY = 1e-30;

/**
 * The original channels out of the new ones as far as the weights tell: the C (n × l) that minimises ‖A − C·B‖_F for the
 * original filters A (n × r) and the new ones B (l × r), C = A·Bᵀ·(B·Bᵀ)⁻¹. For the exact sketch it is the pseudo-inverse
 * of the mixing matrix.
 */
export async function findCarry(a: DenseMatrix, b: DenseMatrix, products: MatrixProducts): Promise<DenseMatrix> {
  const gram = await products.multiplyTransposed(b, b);
  const largest = Math.max(TINY, ...diagonalOf(gram));
  const definite = addToDiagonal(gram, NEGLIGIBLE * largest);
  return transpose(await solvePositive(definite, await products.multiplyTransposed(b, a), products));
}

/**
 * The carry of filters that stay as they are: a kept channel stands for itself, and the removed ones are made up of the
 * kept ones as far as that goes.
 */
export async function findKeptCarry(
  a: DenseMatrix,
  keep: readonly number[],
  products: MatrixProducts,
): Promise<DenseMatrix> {
  const carry = await findCarry(a, selectRows(a, keep), products);
  keep.forEach((channel, index) => {
    const row = rowOf(carry, channel);
    row.fill(0);
    row[index] = 1;
  });
  return carry;
}

/**
 * The carry behind batch normalisation: channel j comes out scaled by γ_j / σ_j, a new one by its own γ over the deviation
 * that the mixture of independent channels would have. The nonlinearity behind is passed over.
 */
export function carryThroughBatchNorm(
  carry: DenseMatrix,
  mixing: DenseMatrix,
  original: Graph,
  compressed: Graph,
  layer: Pick<GroupMember, 'batchNorm'>,
): DenseMatrix {
  const { batchNorm } = layer;
  if (batchNorm === undefined) return carry;
  const [, scaleName = '', , , varianceName = ''] = batchNorm.inputs;
  const scales = floatWeight(original, scaleName).data;
  const variances = floatWeight(original, varianceName).data.map(
    (variance) => variance + numberAttribute(batchNorm, 'epsilon', 1e-5),
  );
  const scaled = zeroMatrix(carry.rows, carry.columns);
  const newGains = floatWeight(compressed, scaleName).data.map((scale, row) => {
    const variance = rowOf(mixing, row).reduce(
      (sum, share, channel) => sum + share ** 2 * (variances[channel] ?? 0),
      0,
    );
    return scale / Math.sqrt(variance);
  });
  for (let channel = 0, index = 0; channel < carry.rows; channel++) {
    const gain = (scales[channel] ?? 0) / Math.sqrt(variances[channel] ?? 1);
    for (let row = 0; row < carry.columns; row++, index++) {
      const newGain = newGains[row] ?? 0;
      scaled.data[index] = newGain === 0 ? 0 : ((carry.data[index] ?? 0) * gain) / newGain;
    }
  }
  return scaled;
}

/** A reader's weight with its inputs, which run over the original channels, exchanged for the new ones. */
export async function carryInputs(
  { shape, data }: FloatTensor,
  { axis, repeat }: Pick<ChannelSlot, 'axis' | 'repeat'>,
  carry: DenseMatrix,
  products: MatrixProducts,
): Promise<FloatTensor> {
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1) * repeat;
  const outer = data.length / (carry.rows * inner);
  const byChannel = zeroMatrix(carry.rows, outer * inner);
  forEachRun(outer, carry.rows, inner, (run, channelRun) => {
    byChannel.data.set(data.subarray(run, run + inner), channelRun);
  });
  const mixed = await products.multiply(transpose(carry), byChannel);
  const carried = zeros(shape.map((size, index) => (index === axis ? carry.columns * repeat : size)));
  forEachRun(outer, carry.columns, inner, (run, channelRun) => {
    carried.data.set(mixed.data.subarray(channelRun, channelRun + inner), run);
  });
  return carried;
}

/** Where every run of `inner` values begins in [outer, channels, inner] and in [channels, outer, inner]. */
function forEachRun(
  outer: number,
  channels: number,
  inner: number,
  visit: (run: number, channelRun: number) => void,
): void {
  for (let block = 0; block < outer; block++) {
    for (let channel = 0; channel < channels; channel++) {
      visit((block * channels + channel) * inner, (channel * outer + block) * inner);
    }
  }
}
