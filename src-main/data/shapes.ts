/**
 * The ten classes of the generated data set. `covers` says whether a point lies on the shape, in the shape's own
 * coordinates, in which it is about as large as the unit disc.
 */
export interface Shape {
  readonly name: string;
  covers(x: number, y: number): boolean;
}

/** Inner radius of a five-pointed star, its tips lying on the unit circle: cos 72° / cos 36°. */
const STAR_INNER = 0.381966;
/** Directions 18° + k·72°: the sides of a pentagon, whose lines are also those of the star. */
const STAR_SIDES = [
  [0, -1],
  [0.951057, -0.309017],
  [0.587785, 0.809017],
  [-0.587785, 0.809017],
  [-0.951057, -0.309017],
] as const;

export const SHAPES: readonly Shape[] = [
  { name: 'disc', covers: (x, y) => x * x + y * y < 0.72 },
  { name: 'ring', covers: (x, y) => x * x + y * y < 0.95 && x * x + y * y > 0.3 },
  { name: 'square', covers: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.76 },
  { name: 'frame', covers: (x, y) => isBetween(Math.max(Math.abs(x), Math.abs(y)), 0.47, 0.86) },
  { name: 'triangle', covers: (x, y) => y > -0.5 && 1.732051 * Math.abs(x) + y < 1 },
  {
    name: 'cross',
    covers: (x, y) => Math.min(Math.abs(x), Math.abs(y)) < 0.27 && Math.max(Math.abs(x), Math.abs(y)) < 0.95,
  },
  { name: 'star', covers: (x, y) => STAR_SIDES.filter(([a, b]) => a * x + b * y < STAR_INNER).length >= 4 },
  { name: 'crescent', covers: (x, y) => x * x + y * y < 0.95 && (x - 0.45) ** 2 + y * y > 0.5 },
  { name: 'bars', covers: (x, y) => Math.abs(y) < 0.85 && isBetween(Math.abs(x), 0.3, 0.86) },
  { name: 'checkers', covers: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.85 && x * y > 0 },
];

function isBetween(value: number, low: number, high: number): boolean {
  return value > low && value < high;
}
