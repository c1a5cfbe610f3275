import type { ReactNode } from 'react';
import { Page } from '../../frame/page.tsx';
import { useFormat } from '../../language/format.ts';
import { useMessages } from '../../language/language.ts';
import type { StoredDraft } from '../draft/stored-draft.ts';
import { useRecipeName } from '../use-recipe-name.ts';
import { wizardMessages } from '../wizard-messages.ts';
import type { RecipeSource } from './recipe-source.ts';

interface DraftQuestionProps {
  readonly stored: StoredDraft;
  readonly source: RecipeSource | undefined;
  readonly onGoOn: () => void;
  readonly onBegin: () => void;
}

/** Asks whether to go on with what was begun earlier: it is lost only when the user says so. */
export function DraftQuestion({ stored, source, onGoOn, onBegin }: DraftQuestionProps): ReactNode {
  const say = useMessages(wizardMessages);
  const format = useFormat();
  const nameOf = useRecipeName();
  const { draft, changedAt } = stored;
  const name = draft.dataset === undefined ? (draft.name ?? say.unnamedDraft) : (draft.name ?? nameOf(draft));
  return (
    <Page title={say.title}>
      <section className="card wizard-question" aria-labelledby="wizard-question-title">
        <h2 id="wizard-question-title">{say.draftTitle}</h2>
        <p>{say.draftText(name, format.moment(changedAt))}</p>
        <p className="quiet">{say.draftLost}</p>
        <div className="buttons">
          <button type="button" className="primary" onClick={onGoOn}>
            {say.goOn}
          </button>
          <button type="button" onClick={onBegin}>
            {beginLabel(source)}
          </button>
        </div>
      </section>
    </Page>
  );

  function beginLabel(from: RecipeSource | undefined): string {
    switch (from?.kind) {
      case 'run':
        return say.beginFromRun;
      case 'preset':
        return say.beginFromPreset;
      case 'file':
      case undefined:
        return say.startAnew;
    }
  }
}
