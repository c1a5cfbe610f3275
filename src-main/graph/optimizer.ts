import { float } from './attribute.ts';
import type { GraphBuilder } from './builder.ts';
import { ESPALIER_DOMAIN } from './gradients/rule.ts';

export interface UpdateOptions {
  /** SGD with momentum where left out. */
  readonly optimizer?: 'sgd' | 'adam' | undefined;
  readonly momentum: number;
  readonly weightDecay: number;
}

export const LEARNING_RATE = 'learningRate';
/** Counts from 1. */
export const STEP_NUMBER = 'stepNumber';

export function momentumName(parameter: string): string {
  return `${parameter}/momentum`;
}

export function nextName(state: string): string {
  return `next/${state}`;
}

/** What an optimizer keeps of a parameter from step to step, all of the parameter's shape and 0 at first. */
export function updateStates({ optimizer }: UpdateOptions, parameter: string): string[] {
  return optimizer === 'adam' ? [momentumName(parameter), `${parameter}/secondMoment`] : [momentumName(parameter)];
}

/**
 * Appends a parameter's update; its values are those of the parameter and each of its states, under the names that `nameOf` gives. g includes λw and the sparsity's
 * sub-gradient. sgd is PyTorch's: m ← μm + g, w ← w − ηm. adam: arXiv 1412.6980, Algorithm 1, with β₁ = μ.
 */
export function appendUpdate(
  builder: GraphBuilder,
  options: UpdateOptions,
  parameter: string,
  gradient: string,
  sparsity: number,
  nameOf: (state: string) => string = nextName,
): void {
  const states = updateStates(options, parameter);
  const common = { weight_decay: float(options.weightDecay), sparsity: float(sparsity) };
  const isAdam = options.optimizer === 'adam';
  builder.append({
    name: `update/${parameter}`,
    operator: isAdam ? 'Adam' : 'SgdMomentum',
    domain: ESPALIER_DOMAIN,
    inputs: [parameter, gradient, ...states, LEARNING_RATE, ...(isAdam ? [STEP_NUMBER] : [])],
    outputs: [parameter, ...states].map(nameOf),
    attributes: isAdam
      ? { ...common, beta1: float(options.momentum), beta2: float(0.999), epsilon: float(1e-8) }
      : { ...common, momentum: float(options.momentum) },
  });
}
