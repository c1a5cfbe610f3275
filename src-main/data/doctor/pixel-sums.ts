/** An image whose channels all vary less than this, in levels of 255, is nearly of one colour. */
const CONSTANT_DEVIATION = 2.5;

/** Sums over the images of a split, of which mean and deviation follow. */
export interface PixelSums {
  /** Adds an image [3, plane] and tells whether it is nearly of one colour. */
  add(pixels: Uint8Array): boolean;
  /** Of bytes scaled to [0, 1], by channel; null where there were no images. */
  statistics(): { readonly mean: number[] | null; readonly deviation: number[] | null };
}

export function createPixelSums(): PixelSums {
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  let count = 0;
  return {
    add(pixels) {
      const plane = pixels.length / 3;
      let isConstant = true;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        let square = 0;
        const end = (channel + 1) * plane;
        for (let position = channel * plane; position < end; position++) {
          const value = pixels[position] ?? 0;
          sum += value;
          square += value * value;
        }
        sums[channel] = (sums[channel] ?? 0) + sum;
        squares[channel] = (squares[channel] ?? 0) + square;
        if (deviationOf(sum, square, plane) >= CONSTANT_DEVIATION) isConstant = false;
      }
      count += plane;
      return isConstant;
    },
    statistics() {
      if (count === 0) return { mean: null, deviation: null };
      return {
        mean: sums.map((sum) => sum / count / 255),
        deviation: squares.map((square, channel) => deviationOf(sums[channel] ?? 0, square, count) / 255),
      };
    },
  };
}

function deviationOf(sum: number, square: number, count: number): number {
  return Math.sqrt(Math.max(0, square / count - (sum / count) ** 2));
}
