import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { RouteError } from '../../../src-shared/routes.ts';
import { Page } from '../../frame/page.tsx';
import { useFront } from '../../front/front-context.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import type { Draft } from '../draft/draft.ts';
import { withoutGivenName } from '../draft/recipe-to-draft.ts';
import { useRecipeName } from '../use-recipe-name.ts';
import { wizardMessages } from '../wizard-messages.ts';
import { loadDraft, type RecipeSource } from './recipe-source.ts';

interface RecipeLoaderProps {
  readonly source: RecipeSource;
  readonly project: string | undefined;
  readonly onLoad: (draft: Draft) => void;
  readonly onStartAnew: () => void;
}

/** Reads the recipe to begin with. */
export function RecipeLoader({ source, project, onLoad, onStartAnew }: RecipeLoaderProps): ReactNode {
  const say = useMessages(wizardMessages);
  const front = useFront();
  const nameOf = useRecipeName();
  const [error, setError] = useState<RouteError>();
  const [tries, setTries] = useState(0);
  const latest = useRef({ onLoad, nameOf, notFound: say.presetMissing });
  useEffect(() => {
    latest.current = { onLoad, nameOf, notFound: say.presetMissing };
  });
  useEffect(() => {
    let gone = false;
    void loadDraft(source, project, front, latest.current.notFound).then((loaded) => {
      if (gone) return;
      if ('code' in loaded) setError(loaded);
      else latest.current.onLoad(withoutGivenName(loaded, latest.current.nameOf));
    });
    return () => {
      gone = true;
    };
  }, [source, project, front, tries]);

  return (
    <Page title={say.title}>
      {error === undefined ? (
        <Loading label={say.loading} />
      ) : (
        <Failure
          error={error}
          onRetry={() => {
            setError(undefined);
            setTries(tries + 1);
          }}
        >
          <button type="button" onClick={onStartAnew}>
            {say.startAnew}
          </button>
        </Failure>
      )}
    </Page>
  );
}
