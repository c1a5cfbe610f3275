import { useMemo, useSyncExternalStore } from 'react';
import { addressOf, parsePlace, type Place } from './place.ts';

/** Where the user is; follows the address, so that back and forward work. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parsePlace(hash), [hash]);
}

/** Goes to a place. `replace`: back does not come here again. */
export function goTo(place: Place, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') window.location.hash = addressOf(place);
  else window.location.replace(addressOf(place));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
