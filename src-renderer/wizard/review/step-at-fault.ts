import type { ErrorCode } from '../../../src-shared/errors.ts';
import type { Step } from '../draft/draft.ts';

/** Where in the wizard an error can be put right. */
export function stepAtFault(code: ErrorCode): Step {
  switch (code) {
    case 'bad-dataset':
    case 'download-failed':
      return 'dataset';
    case 'bad-network':
      return 'network';
    case 'bad-recipe':
      return 'method';
    case 'device-unavailable':
    case 'diverged':
    case 'computation-failed':
      return 'budget';
    case 'bad-usage':
    case 'bad-home':
    case 'bad-archive':
    case 'not-found':
    case 'busy':
    case 'storage-failed':
    case 'interrupted':
    case 'engine-crashed':
    case 'internal':
      return 'review';
  }
}
