import type { GraphBuilder } from './builder.ts';
import { appendUpdate, LEARNING_RATE, momentumName, nextName, updateStates, type UpdateOptions } from './optimizer.ts';
import { floatTensor } from './tensor.ts';

/** Inputs, scalars: 1 in the first or the last part of a batch, 0 in the others. */
export const FIRST_PART = 'firstPart';
export const LAST_PART = 'lastPart';

/** The update of a parameter whose gradient comes in parts. */
export interface PartialUpdate {
  readonly parameter: string;
  /** Its dimensions. */
  readonly rank: number;
  /** A part's share of the batch's gradient. */
  readonly gradient: string;
  /** Weight of the L1 penalty. */
  readonly sparsity: number;
}

/** What adds up a parameter's gradients from part to part besides the optimizer's states; what it holds between batches is of no use. */
export function gradientSums({ optimizer }: UpdateOptions, parameter: string): string[] {
  return optimizer === 'adam' ? [`${parameter}/gradientSum`] : [];
}

/**
 * Updates for batches that are done in parts, one part a step: in the last part the parameters change as if the batch had been done whole.
 * Values are `next/NAME` for the parameter, the optimizer's states and the sums.
 */
export function accumulateUpdates(builder: GraphBuilder, options: UpdateOptions): (update: PartialUpdate) => void {
  for (const name of [FIRST_PART, LAST_PART]) builder.input(name, 'float32', []);
  return options.optimizer === 'adam' ? accumulateAdam(builder, options) : accumulateSgd(builder, options);
}

/**
 * The momentum takes up the gradients itself: m ← μm + λw + s·sign(w) + g in the first part and m ← m + g in the others, and
 * w ← w − ηm in the last.
 */
function accumulateSgd(builder: GraphBuilder, options: UpdateOptions): (update: PartialUpdate) => void {
  const inFirst = (value: number): string => builder.add('Mul', [FIRST_PART, constant(builder, value)]);
  const kept = ofEachRank(builder, builder.add('Sub', [constant(builder, 1), inFirst(1 - options.momentum)]));
  const decay = ofEachRank(builder, inFirst(options.weightDecay));
  const rate = ofEachRank(builder, builder.add('Mul', [LEARNING_RATE, LAST_PART]));
  return ({ parameter, rank, gradient, sparsity }) => {
    const momentum = momentumName(parameter);
    const terms = [
      builder.add('Mul', [momentum, kept(rank)]),
      ...(options.weightDecay === 0 ? [] : [builder.add('Mul', [parameter, decay(rank)])]),
      ...(sparsity === 0 ? [] : [builder.add('Mul', [builder.add('Sign', [parameter]), inFirst(sparsity)])]),
    ];
    const before = terms.reduce((sum, term) => builder.add('Add', [sum, term]));
    const next = builder.add('Add', [before, gradient], { name: nextName(momentum) });
    builder.add('Sub', [parameter, builder.add('Mul', [next, rate(rank)])], { name: nextName(parameter) });
  };
}

/** Its second moment is no sum over parts: the gradients are added up, and what the sum does to the states counts in the last part. */
function accumulateAdam(builder: GraphBuilder, options: UpdateOptions): (update: PartialUpdate) => void {
  const isLast = ofEachRank(builder, builder.add('Greater', [LAST_PART, constant(builder, 0)]));
  const goesOn = ofEachRank(builder, builder.add('Sub', [constant(builder, 1), FIRST_PART]));
  return ({ parameter, rank, gradient, sparsity }) => {
    for (const sum of gradientSums(options, parameter)) {
      const earlier = builder.add('Mul', [sum, goesOn(rank)]);
      const total = builder.add('Add', [earlier, gradient], { name: nextName(sum) });
      appendUpdate(builder, options, parameter, total, sparsity, updatedName);
    }
    for (const state of [parameter, ...updateStates(options, parameter)]) {
      builder.add('Where', [isLast(rank), updatedName(state), state], { name: nextName(state) });
    }
  };
}

function updatedName(state: string): string {
  return `updated/${state}`;
}

function constant(builder: GraphBuilder, value: number): string {
  return builder.constant(floatTensor([], [value]));
}

/** A scalar as a tensor [1, …, 1] of any rank, made once: ONNX Runtime is slow with operands of lower rank. */
function ofEachRank(builder: GraphBuilder, scalar: string): (rank: number) => string {
  const known = new Map<number, string>();
  return (rank) => {
    const value = known.get(rank) ?? builder.add('Reshape', [scalar, builder.ints(new Array<number>(rank).fill(1))]);
    known.set(rank, value);
    return value;
  };
}
