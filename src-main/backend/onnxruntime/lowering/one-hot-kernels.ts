import { floatTensor, type FloatTensor } from '../../../graph/tensor.ts';

/**
 * One kernel for each position of a window, 1 there and 0 elsewhere: [kh·kw, 1, kh, kw]. A convolution with them lays what each window
 * sees side by side, in its channels.
 */
export function oneHotKernels([kernelHeight, kernelWidth]: readonly [number, number]): FloatTensor {
  const taps = kernelHeight * kernelWidth;
  const data = new Float32Array(taps * taps);
  for (let tap = 0; tap < taps; tap++) data[tap * taps + tap] = 1;
  return floatTensor([taps, 1, kernelHeight, kernelWidth], data);
}
