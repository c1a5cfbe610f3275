import type { Control } from './recipe.ts';

/** What a control is and what it shows, in words. */
export function describeControl(control: Control): string {
  switch (control) {
    case 'uncompensated':
      return 'the plainly pruned network, the same filters without compensation: shows what the compensation adds';
    case 'random':
      return 'the randomly pruned network, as many filters of each layer drawn by the seed: shows what the choice of filters adds';
    case 'scratch':
      return 'the pruned architecture trained from fresh initial weights as the others are fine-tuned: shows what the trained weights add';
  }
}
