/**
 * f(λ) = λ − corner + Σ_j squares_j / (poles_j − λ), poles ascending and distinct, squares positive. Its roots are the
 * eigenvalues of the arrowhead matrix with that corner, diagonal and squared border: one below all poles, one between
 * each two neighbours, one above all. Between poles f grows from −∞ to ∞.
 */
export interface SecularEquation {
  readonly poles: Float64Array;
  readonly squares: Float64Array;
  readonly corner: number;
}

/** A root as a pole next to it and the distance from that pole, which keeps full relative precision. */
export interface SecularRoot {
  readonly origin: number;
  readonly offset: number;
}

/** f at a point, origin + offset, and its parts: the sums over the poles below and above with their slopes, and the linear rest. */
interface Value {
  origin: number;
  offset: number;
  total: number;
  left: number;
  leftSlope: number;
  right: number;
  rightSlope: number;
  linear: number;
}

/** |f| below this share of its terms is rounding. */
const TOLERANCE = 4 * Number.EPSILON;
/** The model steps converge in about four; should rounding stall them, bisection ends it. */
const MODEL_STEPS = 20;
/** Steps converge quadratically: after one of this share of the distance from the pole, the next would be rounding. */
const LAST_STEP = 1e-9;
const MAXIMUM_STEPS = 120;

/** A root is guessed from so many poles on either side of it. */
const NEAR = 3;

/** All roots in ascending order. */
export function findSecularRoots(equation: SecularEquation): SecularRoot[] {
  const value = emptyValue();
  const { length } = equation.poles;
  return Array.from({ length: length + 1 }, (_, index) => {
    const isInner = index > 0 && index < length && length > 2 * NEAR;
    return findSecularRoot(equation, index, value, isInner ? guessRoot(equation, index, value) : undefined);
  });
}

function emptyValue(): Value {
  return { origin: 0, offset: 0, total: 0, left: 0, leftSlope: 0, right: 0, rightSlope: 0, linear: 0 };
}

/**
 * The root between two poles, were all poles but the nearest ones a straight line, as they are where f was evaluated last, for the root
 * before: it is the root of another secular equation.
 */
function guessRoot({ poles, squares }: SecularEquation, index: number, value: Value): SecularRoot {
  const { origin, offset } = value;
  const first = Math.min(Math.max(0, index - NEAR), poles.length - 2 * NEAR);
  const near = poles.subarray(first, first + 2 * NEAR);
  const nearSquares = squares.slice(first, first + 2 * NEAR);
  let rest = value.total;
  let slope = 1 + value.leftSlope + value.rightSlope;
  for (let pole = 0; pole < near.length; pole++) {
    const inverse = 1 / ((near[pole] ?? 0) - origin - offset);
    const term = (nearSquares[pole] ?? 0) * inverse;
    rest -= term;
    slope -= term * inverse;
  }
  slope = Math.max(1, slope);
  for (let pole = 0; pole < near.length; pole++) nearSquares[pole] = (nearSquares[pole] ?? 0) / slope;
  return findSecularRoot(
    { poles: near, squares: nearSquares, corner: origin + offset - rest / slope },
    index - first,
    emptyValue(),
  );
}

/**
 * The root between poles `index` − 1 and `index`.
 * Each step replaces the sums over the poles below and above by one pole each, with the same value and slope, and solves
 * the quadratic (Bunch, Nielsen, Sorensen, Numer. Math. 31 (1978)); a bracket guards it. `value` receives f near the root.
 */
function findSecularRoot(equation: SecularEquation, index: number, value: Value, guess?: SecularRoot): SecularRoot {
  const { poles, corner } = equation;
  if (poles.length === 0) return { origin: corner, offset: 0 };
  const lower = poles[index - 1] ?? Number.NEGATIVE_INFINITY;
  const upper = poles[index] ?? Number.POSITIVE_INFINITY;
  let { origin, low, high, offset } =
    guess === undefined
      ? bracketRoot(equation, lower, upper)
      : { ...guess, low: lower - guess.origin, high: upper - guess.origin };
  evaluate(equation, index, origin, offset, value);
  if (guess === undefined && value.total < 0 && origin === lower && upper < Number.POSITIVE_INFINITY) {
    origin = upper;
    offset -= high;
    low = offset;
    high = 0;
  }
  const below = lower - origin;
  const above = upper - origin;
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
    const noise = Math.abs(origin + offset) + Math.abs(corner) + Math.abs(value.left) + Math.abs(value.right);
    if (Math.abs(value.total) <= TOLERANCE * noise) break;
    if (value.total < 0) low = offset;
    else high = offset;
    if (high - low <= Number.EPSILON * Math.min(Math.abs(low), Math.abs(high))) break;
    const next = offset + modelStep(value, below - offset, above - offset);
    if (next > low && next < high && Math.abs(next - offset) <= LAST_STEP * Math.abs(next))
      return { origin, offset: next };
    offset = step < MODEL_STEPS && next > low && next < high ? next : low + (high - low) / 2;
    evaluate(equation, index, origin, offset, value);
  }
  return { origin, offset };
}

/** A first guess: half way between two poles; beyond the outermost ones, as far as the border and corner can reach. */
function bracketRoot(
  { squares, corner }: SecularEquation,
  lower: number,
  upper: number,
): { origin: number; low: number; high: number; offset: number } {
  if (Number.isFinite(lower) && Number.isFinite(upper)) {
    return { origin: lower, low: 0, high: upper - lower, offset: (upper - lower) / 2 };
  }
  const reach = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  if (Number.isFinite(upper)) {
    const low = Math.min(0, corner - upper) - reach;
    return { origin: upper, low, high: 0, offset: low };
  }
  const high = Math.max(0, corner - lower) + reach;
  return { origin: lower, low: 0, high, offset: high };
}

function evaluate(equation: SecularEquation, index: number, origin: number, offset: number, value: Value): void {
  const { poles, squares, corner } = equation;
  let left = 0;
  let leftSlope = 0;
  for (let pole = 0; pole < index; pole++) {
    const inverse = 1 / ((poles[pole] ?? 0) - origin - offset);
    const term = (squares[pole] ?? 0) * inverse;
    left += term;
    leftSlope += term * inverse;
  }
  let right = 0;
  let rightSlope = 0;
  for (let pole = index; pole < poles.length; pole++) {
    const inverse = 1 / ((poles[pole] ?? 0) - origin - offset);
    const term = (squares[pole] ?? 0) * inverse;
    right += term;
    rightSlope += term * inverse;
  }
  const linear = origin - corner + offset;
  value.origin = origin;
  value.offset = offset;
  value.left = left;
  value.leftSlope = leftSlope;
  value.right = right;
  value.rightSlope = rightSlope;
  value.linear = linear;
  value.total = linear + left + right;
}

/** How far to go so that the model with one pole at distance `below` < 0 and one at `above` > 0 vanishes. */
function modelStep(value: Value, below: number, above: number): number {
  const { total, left, leftSlope, right, rightSlope, linear } = value;
  if (!Number.isFinite(above)) return outerStep(linear + left - leftSlope * below, leftSlope, total, below);
  if (!Number.isFinite(below)) return -outerStep(rightSlope * above - linear - right, rightSlope, -total, -above);
  // Beside two poles the linear term is small; the left pole's model takes it over.
  const slope = leftSlope + 1;
  const constant = total - slope * below - rightSlope * above;
  const middle = constant * (below + above) + slope * below ** 2 + rightSlope * above ** 2;
  const product = total * below * above;
  const root = Math.sqrt(Math.max(0, middle ** 2 - 4 * constant * product));
  return middle <= 0 ? (middle - root) / (2 * constant) : (2 * product) / (middle + root);
}

/** The step above a pole at distance `pole` < 0, where the model is constant + step + slope·pole² / (pole − step). */
function outerStep(constant: number, slope: number, total: number, pole: number): number {
  const middle = constant - pole;
  const root = Math.sqrt((constant + pole) ** 2 + 4 * slope * pole ** 2);
  return middle > 0 ? (2 * total * pole) / (middle + root) : (root - middle) / 2;
}
