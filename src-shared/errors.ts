/** What went wrong, as a word a program can branch on. */
export const ERROR_CODES = [
  'bad-usage',
  'bad-recipe',
  'bad-dataset',
  'bad-network',
  'bad-home',
  'bad-archive',
  'not-found',
  'busy',
  'device-unavailable',
  'storage-failed',
  'download-failed',
  'diverged',
  'interrupted',
  'computation-failed',
  'engine-crashed',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The codes that mean the user's input has to change before another try can succeed. */
const INPUT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad-usage',
  'bad-recipe',
  'bad-dataset',
  'bad-network',
  'bad-home',
  'bad-archive',
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

/** What the file system or the database says of a disk that can't be written any more, and what that means. */
const STORAGE_FAILURES: readonly (readonly [code: RegExp, meaning: string])[] = [
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)$/, 'the disk is full'],
  [/^(EROFS|SQLITE_READONLY.*)$/, 'the disk has become read-only'],
  [/^(EACCES|EPERM|SQLITE_CANTOPEN.*)$/, 'writing is not permitted any more'],
  [/^(EIO|SQLITE_IOERR.*)$/, 'the disk gives errors'],
];

/** Any thrown value as an EspalierError: a disk that fails as `storage-failed`, what is unknown as `internal`, with the value as cause. */
export function toEspalierError(thrown: unknown): EspalierError {
  if (thrown instanceof EspalierError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const failure = STORAGE_FAILURES.find(([pattern]) => pattern.test(code));
  if (failure === undefined) return new EspalierError('internal', message, { cause: thrown });
  const advice = 'put that right and give the same command again: the run goes on from its last checkpoint';
  return new EspalierError('storage-failed', `${failure[1]} (${message}); ${advice}`, { cause: thrown });
}
