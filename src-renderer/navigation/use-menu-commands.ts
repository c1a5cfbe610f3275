import { useEffect } from 'react';
import { useFront } from '../front/front-context.ts';
import type { FrontCommand } from '../front/message.ts';
import type { Place } from './place.ts';
import { goTo } from './use-place.ts';

const PLACES: Readonly<Record<FrontCommand, Place>> = {
  new: { page: 'wizard' },
  'open-recipe': { page: 'wizard' },
  home: { page: 'home' },
  'open-archive': { page: 'home' },
  settings: { page: 'settings' },
};

/** Goes where the window's menu says. */
export function useMenuCommands(): void {
  const front = useFront();
  useEffect(() => front.onCommand((command) => goTo(PLACES[command])), [front]);
}
