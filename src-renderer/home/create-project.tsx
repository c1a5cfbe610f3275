import { useState, type ReactNode } from 'react';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useMessages } from '../language/language.ts';
import { goTo } from '../navigation/use-place.ts';
import { ProjectNameField } from '../project/project-name-field.tsx';
import { Failure } from '../widgets/failure.tsx';
import { Field } from '../widgets/field.tsx';
import { Modal } from '../widgets/modal.tsx';
import { homeMessages } from './home-messages.ts';

interface CreateProjectProps {
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

/** Asks for a new project's name and note, makes it, and goes to it. */
export function CreateProject({ taken, onClose }: CreateProjectProps): ReactNode {
  const say = useMessages(homeMessages);
  const front = useFront();
  const { failure, busy, perform } = useAction();
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const trimmed = name.trim();
  const isTaken = taken.includes(trimmed);

  function create(): void {
    void perform(() => front.request('projects.create', { name: trimmed, note })).then((made) => {
      if (made !== undefined) goTo({ page: 'project', name: trimmed });
    });
  }

  return (
    <Modal title={say.createProject} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <ProjectNameField value={name} onChange={setName} taken={isTaken} />
        <Field label={say.note} hint={say.noteHint}>
          {(attributes) => (
            <textarea
              {...attributes}
              rows={3}
              maxLength={2000}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        {failure !== undefined && <Failure error={failure} />}
        <div className="buttons">
          <button type="submit" className="primary" disabled={trimmed === '' || isTaken || busy}>
            {say.createAction}
          </button>
          <button type="button" onClick={onClose}>
            {say.cancel}
          </button>
        </div>
      </form>
    </Modal>
  );
}
