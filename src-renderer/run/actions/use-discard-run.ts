import { useCallback } from 'react';
import type { Answer } from '../../../src-shared/routes.ts';
import { useFront } from '../../front/front-context.ts';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import { actionMessages } from './action-messages.ts';

/** Asks whether a run may be deleted, saying what would be lost, and deletes it; undefined where the user said no. */
export function useDiscardRun(): (id: string) => Promise<Answer<null> | undefined> {
  const front = useFront();
  const say = useMessages(actionMessages);
  const format = useFormat();
  return useCallback(
    async (id) => {
      const stakes = await front.request('runs.stakes', { id });
      if (!stakes.ok) return stakes;
      return front.confirm(
        'runs.delete',
        { id },
        {
          title: say.discardTitle(stakes.data.name),
          detail: say.discardDetail(stakes.data, format),
          action: say.discardAction,
          cancel: say.discardKeep,
        },
      );
    },
    [front, say, format],
  );
}
