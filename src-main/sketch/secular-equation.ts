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

/** Roots in ascending order, each as a pole next to it and the distance from that pole, which keeps full relative precision. */
export interface SecularRoots {
  readonly origins: Float64Array;
  readonly offsets: Float64Array;
}

/** Where f was evaluated last, origin + offset, what it is there, and its slope. */
interface Point {
  origin: number;
  offset: number;
  value: number;
  slope: number;
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

/** All roots. */
export function findSecularRoots(equation: SecularEquation): SecularRoots {
  const { poles, squares, corner } = equation;
  const count = poles.length;
  const roots = { origins: new Float64Array(count + 1), offsets: new Float64Array(count + 1) };
  if (count === 0) {
    roots.origins[0] = corner;
    return roots;
  }
  const point = emptyPoint();
  const guessBetween = count > 2 * NEAR ? createGuess(equation, roots) : startBetween(equation, roots);
  // Beyond the outermost poles roots are no further than border and corner can reach.
  const reach = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  for (let index = 0; index <= count; index++) {
    const pole = poles[Math.min(index, count - 1)] ?? 0;
    if (index === 0) startAt(roots, index, pole, Math.min(0, corner - pole) - reach);
    else if (index === count) startAt(roots, index, pole, Math.max(0, corner - pole) + reach);
    else guessBetween(index, point);
    refineRoot(equation, roots, index, point);
  }
  return roots;
}

function emptyPoint(): Point {
  return { origin: Number.NaN, offset: Number.NaN, value: Number.NaN, slope: Number.NaN };
}

function startAt(roots: SecularRoots, index: number, origin: number, offset: number): void {
  roots.origins[index] = origin;
  roots.offsets[index] = offset;
}

/** Starts a root half way between its two poles. */
function startBetween({ poles }: SecularEquation, roots: SecularRoots): (index: number) => void {
  return (index) => {
    const lower = poles[index - 1] ?? 0;
    startAt(roots, index, lower, ((poles[index] ?? 0) - lower) / 2);
  };
}

/**
 * Guesses the root between two poles from f where it was evaluated last, for the root before: were all poles but the nearest ones a
 * straight line, as they are there, it would be the root of another secular equation.
 */
function createGuess({ poles, squares }: SecularEquation, roots: SecularRoots): (index: number, point: Point) => void {
  const near = { poles: new Float64Array(2 * NEAR), squares: new Float64Array(2 * NEAR), corner: Number.NaN };
  const nearRoots = { origins: new Float64Array(2 * NEAR + 1), offsets: new Float64Array(2 * NEAR + 1) };
  const nearPoint = emptyPoint();
  const start = startBetween(near, nearRoots);
  return (index, { origin, offset, value, slope }) => {
    const first = Math.min(Math.max(0, index - NEAR), poles.length - 2 * NEAR);
    let restValue = value;
    let restSlope = slope;
    for (let place = 0; place < 2 * NEAR; place++) {
      const pole = poles[first + place] ?? 0;
      const inverse = 1 / (pole - origin - offset);
      const term = (squares[first + place] ?? 0) * inverse;
      restValue -= term;
      restSlope -= term * inverse;
      near.poles[place] = pole;
    }
    restSlope = Math.max(1, restSlope);
    for (let place = 0; place < 2 * NEAR; place++) near.squares[place] = (squares[first + place] ?? 0) / restSlope;
    near.corner = origin + offset - restValue / restSlope;
    start(index - first);
    refineRoot(near, nearRoots, index - first, nearPoint);
    startAt(roots, index, nearRoots.origins[index - first] ?? 0, nearRoots.offsets[index - first] ?? 0);
  };
}

/**
 * Finds the root between poles `index` − 1 and `index` from the guess that `roots` holds of it, for an outermost one as far out as it
 * can be. Each step replaces the sums over the poles below and above by one pole each, with the same value and slope, and solves the
 * quadratic (Bunch, Nielsen, Sorensen, Numer. Math. 31 (1978)); a bracket guards it. `point` receives f near the root.
 */
function refineRoot(
  { poles, squares, corner }: SecularEquation,
  roots: SecularRoots,
  index: number,
  point: Point,
): void {
  const count = poles.length;
  const lower = index === 0 ? Number.NEGATIVE_INFINITY : (poles[index - 1] ?? 0);
  const upper = index === count ? Number.POSITIVE_INFINITY : (poles[index] ?? 0);
  let origin = roots.origins[index] ?? 0;
  let offset = roots.offsets[index] ?? 0;
  let low = index === 0 ? offset : lower - origin;
  let high = index === count ? offset : upper - origin;
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
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
    for (let pole = index; pole < count; pole++) {
      const inverse = 1 / ((poles[pole] ?? 0) - origin - offset);
      const term = (squares[pole] ?? 0) * inverse;
      right += term;
      rightSlope += term * inverse;
    }
    const linear = origin - corner + offset;
    const value = linear + left + right;
    point.origin = origin;
    point.offset = offset;
    point.value = value;
    point.slope = 1 + leftSlope + rightSlope;
    if (step === 0 && index < count && origin === lower && value < 0 && 2 * offset >= high) {
      // The root is nearer to the upper pole.
      origin = upper;
      offset -= high;
      low = offset;
      high = 0;
    }
    const noise = Math.abs(origin + offset) + Math.abs(corner) + Math.abs(left) + Math.abs(right);
    if (Math.abs(value) <= TOLERANCE * noise) break;
    if (value < 0) low = offset;
    else high = offset;
    if (high - low <= Number.EPSILON * Math.min(Math.abs(low), Math.abs(high))) break;

    const below = lower - origin - offset;
    const above = upper - origin - offset;
    let move: number;
    if (index === count) move = outerStep(linear + left - leftSlope * below, leftSlope, value, below);
    else if (index === 0) move = -outerStep(rightSlope * above - linear - right, rightSlope, -value, -above);
    else move = innerStep(value, leftSlope + 1, rightSlope, below, above);
    const next = offset + move;
    const isInside = next > low && next < high;
    if (isInside && Math.abs(move) <= LAST_STEP * Math.abs(next)) {
      offset = next;
      break;
    }
    offset = isInside && step < MODEL_STEPS ? next : low + (high - low) / 2;
  }
  startAt(roots, index, origin, offset);
}

/**
 * How far to go so that the model with one pole at distance `below` < 0 and one at `above` > 0, of the given slopes, vanishes. Beside
 * two poles the linear term is small; the left pole's model takes it over.
 */
function innerStep(value: number, leftSlope: number, rightSlope: number, below: number, above: number): number {
  const constant = value - leftSlope * below - rightSlope * above;
  const middle = constant * (below + above) + leftSlope * below ** 2 + rightSlope * above ** 2;
  const product = value * below * above;
  const root = Math.sqrt(Math.max(0, middle ** 2 - 4 * constant * product));
  return middle <= 0 ? (middle - root) / (2 * constant) : (2 * product) / (middle + root);
}

/** The step above a pole at distance `pole` < 0, where the model is constant + step + slope·pole² / (pole − step). */
function outerStep(constant: number, slope: number, value: number, pole: number): number {
  const middle = constant - pole;
  const root = Math.sqrt((constant + pole) ** 2 + 4 * slope * pole ** 2);
  return middle > 0 ? (2 * value * pole) / (middle + root) : (root - middle) / 2;
}
