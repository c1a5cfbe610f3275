import { refusePickle } from './refuse-pickle.ts';

const NEWLINE = 0x0a;
/** Module and class names are lines; none is as long as this. */
const LONGEST_LINE = 500;

/** Reads a pickle's operations and their arguments, little-endian, one after the other. Every read is checked against the end. */
export interface PickleCursor {
  byte(): number;
  unsigned(bytes: 1 | 2 | 4): number;
  /** Eight bytes. */
  length(): number;
  signed32(): number;
  /** Big-endian, as pickles have it. */
  float64(): number;
  take(count: number): Uint8Array;
  text(count: number): string;
  line(): string;
}

export function createCursor(program: Uint8Array): PickleCursor {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let position = 0;

  /** Where the next `count` bytes begin; the cursor moves behind them. */
  function advance(count: number): number {
    if (count > program.length - position) refusePickle('its list of tensors (data.pkl) ends in the middle');
    const start = position;
    position += count;
    return start;
  }

  function take(count: number): Uint8Array {
    const start = advance(count);
    return program.subarray(start, start + count);
  }

  return {
    byte: () => view.getUint8(advance(1)),
    unsigned(bytes) {
      switch (bytes) {
        case 1:
          return view.getUint8(advance(1));
        case 2:
          return view.getUint16(advance(2), true);
        case 4:
          return view.getUint32(advance(4), true);
      }
    },
    length: () => Number(view.getBigUint64(advance(8), true)),
    signed32: () => view.getInt32(advance(4), true),
    float64: () => view.getFloat64(advance(8), false),
    take,
    text: (count) => decoder.decode(take(count)),
    line() {
      const end = program.subarray(position, position + LONGEST_LINE).indexOf(NEWLINE);
      if (end < 0) return refusePickle('its list of tensors (data.pkl) has a name without an end');
      const line = decoder.decode(take(end));
      advance(1);
      return line;
    },
  };
}
