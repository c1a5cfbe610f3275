import { STEPS, type Draft, type Step } from './draft.ts';

/** A draft as it is kept between visits. */
export interface StoredDraft {
  readonly version: 1;
  /** The address that it was begun from. */
  readonly origin: string;
  readonly step: Step;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly draft: Draft;
}

const KEY = 'espalier-draft';
/** In the tab's own store: the draft that this tab is working on, which it goes on with unasked. */
const OPEN_KEY = 'espalier-draft-open';

/** The draft that was kept; undefined where there is none or another version wrote it. */
export function readStoredDraft(): StoredDraft | undefined {
  const text = localStorage.getItem(KEY);
  if (text === null) return undefined;
  try {
    const stored: unknown = JSON.parse(text);
    return isStoredDraft(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

export function writeStoredDraft(stored: StoredDraft): void {
  localStorage.setItem(KEY, JSON.stringify(stored));
  sessionStorage.setItem(OPEN_KEY, stored.origin);
}

export function forgetStoredDraft(): void {
  localStorage.removeItem(KEY);
  sessionStorage.removeItem(OPEN_KEY);
}

/** Whether this tab was at work on that draft from that place. */
export function isOpenHere(stored: StoredDraft, origin: string): boolean {
  return stored.origin === origin && sessionStorage.getItem(OPEN_KEY) === origin;
}

/** Written by this page alone, so that the version vouches for what is inside the draft. */
export function isStoredDraft(value: unknown): value is StoredDraft {
  if (typeof value !== 'object' || value === null) return false;
  if (!('version' in value) || value.version !== 1) return false;
  if (!('origin' in value) || typeof value.origin !== 'string') return false;
  if (!('changedAt' in value) || typeof value.changedAt !== 'string') return false;
  if (!('step' in value) || !STEPS.some((step) => step === value.step)) return false;
  return (
    'draft' in value &&
    typeof value.draft === 'object' &&
    value.draft !== null &&
    ['otherDatasets', 'otherNetworks', 'compensate', 'controls', 'export'].every((key) =>
      Array.isArray(Reflect.get(value.draft ?? {}, key)),
    )
  );
}
