import { createContext, useContext } from 'react';
import type { Front } from './front.ts';

export const FrontContext = createContext<Front | undefined>(undefined);

/** The way to the host. */
export function useFront(): Front {
  const front = useContext(FrontContext);
  if (front === undefined) throw new Error('there is no front around this component');
  return front;
}
