import type { GradientCase } from '../gradient-check.ts';
import { activationCases } from './activation.ts';
import { arithmeticCases } from './arithmetic.ts';
import { convolutionCases } from './convolution.ts';
import { layoutCases } from './layout.ts';
import { matrixCases } from './matrix.ts';
import { normalizationCases } from './normalization.ts';
import { poolingCases } from './pooling.ts';

export const GRADIENT_CASES: readonly GradientCase[] = [
  ...convolutionCases,
  ...normalizationCases,
  ...activationCases,
  ...poolingCases,
  ...arithmeticCases,
  ...matrixCases,
  ...layoutCases,
];
