/** What went wrong, as a word a program can branch on. */
export type ErrorCode =
  | 'bad-usage'
  | 'bad-recipe'
  | 'bad-dataset'
  | 'bad-network'
  | 'bad-home'
  | 'not-found'
  | 'busy'
  | 'device-unavailable'
  | 'diverged'
  | 'interrupted'
  | 'engine-crashed'
  | 'internal';

/** The codes that mean the user's input has to change before another try can succeed. */
const INPUT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad-usage',
  'bad-recipe',
  'bad-dataset',
  'bad-network',
  'bad-home',
  'not-found',
  'busy',
  'device-unavailable',
]);

/** Every error this application throws on purpose: one message a person can act on, a code, and its cause. */
export class EspalierError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EspalierError';
    this.code = code;
  }
}

/** The exit code of the command line for an error code: 2 bad usage or input, 130 interrupted, 1 anything else. */
export function exitCodeOf(code: ErrorCode): 1 | 2 | 130 {
  if (code === 'interrupted') return 130;
  return INPUT_CODES.has(code) ? 2 : 1;
}

/** Any thrown value as an EspalierError; what is not one already becomes `internal` with the value as its cause. */
export function toEspalierError(thrown: unknown): EspalierError {
  if (thrown instanceof EspalierError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new EspalierError('internal', message, { cause: thrown });
}
