import { useEffect } from 'react';
import { useFront } from '../front/front-context.ts';
import type { Front } from '../front/front.ts';
import type { FrontCommand } from '../front/message.ts';
import type { Place } from './place.ts';
import { goTo } from './use-place.ts';

/** Goes where the window's menu says. */
export function useMenuCommands(): void {
  const front = useFront();
  useEffect(
    () =>
      front.onCommand((command) => {
        void placeOf(command, front).then((place) => {
          if (place !== undefined) goTo(place);
        });
      }),
    [front],
  );
}

/** Undefined where the user changed their mind. */
async function placeOf(command: FrontCommand, front: Front): Promise<Place | undefined> {
  switch (command) {
    case 'new':
      return { page: 'wizard' };
    case 'home':
      return { page: 'home' };
    case 'settings':
      return { page: 'settings' };
    case 'open-recipe': {
      const recipe = await front.choose('recipe');
      return recipe === undefined ? undefined : { page: 'wizard', recipe };
    }
    case 'open-archive': {
      const archive = await front.choose('project-archive');
      return archive === undefined ? undefined : { page: 'home', archive };
    }
  }
}
