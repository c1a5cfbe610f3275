import { useState, type ReactNode } from 'react';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Field } from '../widgets/field.tsx';
import { projectMessages } from './project-messages.ts';

interface NoteSectionProps {
  readonly project: string;
  readonly note: string;
  readonly onSaved: () => void;
}

/** The project's note, to be read and edited. */
export function NoteSection({ project, note, onSaved }: NoteSectionProps): ReactNode {
  const say = useMessages(projectMessages);
  const front = useFront();
  const { failure, busy, perform } = useAction();
  const [draft, setDraft] = useState<string>();

  function save(text: string): void {
    void perform(() => front.request('projects.annotate', { name: project, note: text })).then((done) => {
      if (done === undefined) return;
      setDraft(undefined);
      onSaved();
    });
  }

  if (draft === undefined) {
    return (
      <div className="project-note">
        <p className={note === '' ? 'quiet' : undefined}>{note === '' ? say.noNote : note}</p>
        <button type="button" className="small" onClick={() => setDraft(note)}>
          {say.editNote}
        </button>
      </div>
    );
  }
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save(draft);
      }}
    >
      <Field label={say.note} hint={say.noteHint}>
        {(attributes) => (
          <textarea
            {...attributes}
            autoFocus
            rows={4}
            maxLength={2000}
            value={draft}
            onChange={({ target }) => setDraft(target.value)}
          />
        )}
      </Field>
      {failure !== undefined && <Failure error={failure} />}
      <div className="buttons">
        <button type="submit" className="primary" disabled={busy}>
          {say.save}
        </button>
        <button type="button" onClick={() => setDraft(undefined)}>
          {say.cancel}
        </button>
      </div>
    </form>
  );
}
