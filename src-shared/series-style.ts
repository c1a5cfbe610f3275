/** Okabe and Ito's colours that stand out on white and on black alike, told apart in every common colour blindness. */
const PALETTE = ['#0072b2', '#d55e00', '#009e73', '#e69f00', '#cc79a7', '#56b4e9'] as const;

const CROSS = 'path://M4,0H8V4H12V8H8V12H4V8H0V4H4Z';
const TRIANGLE_DOWN = 'path://M0,0H12L6,11Z';
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', CROSS, TRIANGLE_DOWN] as const;

/** The n-th series' colour and marker, so that a network looks the same in every chart. The first 36 all look different. */
export function seriesStyle(index: number): { color: string; symbol: string } {
  return {
    color: PALETTE[index % PALETTE.length] ?? PALETTE[0],
    symbol: SYMBOLS[(index + Math.floor(index / PALETTE.length)) % SYMBOLS.length] ?? SYMBOLS[0],
  };
}
