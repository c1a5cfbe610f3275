import { useCallback, useState, type ReactNode } from 'react';
import { addressOf } from '../navigation/place.ts';
import { emptyDraft, type Draft } from './draft/draft.ts';
import { forgetStoredDraft, isOpenHere, readStoredDraft } from './draft/stored-draft.ts';
import { DraftQuestion } from './start/draft-question.tsx';
import { RecipeLoader } from './start/recipe-loader.tsx';
import type { RecipeSource } from './start/recipe-source.ts';
import { Wizard } from './wizard.tsx';
import './wizard.css';
import './wizard-parts.css';

interface WizardPageProps {
  readonly project: string | undefined;
  readonly run: string | undefined;
  readonly preset: string | undefined;
  /** The path of a recipe or report. */
  readonly recipe: string | undefined;
}

/** A new compression: with the draft that this tab is at work on, or another, or the recipe that the place names, or from nothing. */
export function WizardPage({ project, run, preset, recipe }: WizardPageProps): ReactNode {
  const origin = addressOf({
    page: 'wizard',
    ...(project === undefined ? {} : { project }),
    ...(run === undefined ? {} : { run }),
    ...(preset === undefined ? {} : { preset }),
    ...(recipe === undefined ? {} : { recipe }),
  });
  const [stored, setStored] = useState(readStoredDraft);
  const [goesOn, setGoesOn] = useState(() => stored !== undefined && isOpenHere(stored, origin));
  const [source, setSource] = useState<RecipeSource | undefined>(() => placeSource(run, preset, recipe));
  const [begun, setBegun] = useState<Draft>();
  const [times, setTimes] = useState(0);

  const startAnew = useCallback(() => {
    forgetStoredDraft();
    setStored(undefined);
    setGoesOn(false);
    setSource(undefined);
    setBegun(undefined);
    setTimes((count) => count + 1);
  }, []);
  const open = useCallback((chosen: RecipeSource) => {
    forgetStoredDraft();
    setStored(undefined);
    setGoesOn(false);
    setBegun(undefined);
    setSource(chosen);
    setTimes((count) => count + 1);
  }, []);

  if (stored !== undefined && !goesOn) {
    return (
      <DraftQuestion
        stored={stored}
        source={source}
        onGoOn={() => setGoesOn(true)}
        onBegin={() => {
          forgetStoredDraft();
          setStored(undefined);
        }}
      />
    );
  }
  const draft = goesOn ? stored?.draft : (begun ?? (source === undefined ? emptyDraft(project) : undefined));
  if (draft === undefined && source !== undefined) {
    return <RecipeLoader source={source} project={project} onLoad={setBegun} onStartAnew={startAnew} />;
  }
  return (
    <Wizard
      key={times}
      origin={origin}
      initialDraft={draft ?? emptyDraft(project)}
      initialStep={goesOn ? (stored?.step ?? 'dataset') : 'dataset'}
      onStartAnew={startAnew}
      onOpenRecipe={open}
    />
  );
}

function placeSource(
  run: string | undefined,
  preset: string | undefined,
  recipe: string | undefined,
): RecipeSource | undefined {
  if (run !== undefined) return { kind: 'run', id: run };
  if (recipe !== undefined) return { kind: 'file', path: recipe };
  return preset === undefined ? undefined : { kind: 'preset', name: preset };
}
