import { useState, type ReactNode } from 'react';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useMessages } from '../language/language.ts';
import { goTo } from '../navigation/use-place.ts';
import { Failure } from '../widgets/failure.tsx';
import { Modal } from '../widgets/modal.tsx';
import { projectMessages } from './project-messages.ts';
import { ProjectNameField } from './project-name-field.tsx';

interface RenameProjectProps {
  readonly name: string;
  readonly onClose: () => void;
}

export function RenameProject({ name, onClose }: RenameProjectProps): ReactNode {
  const say = useMessages(projectMessages);
  const front = useFront();
  const { failure, busy, perform } = useAction();
  const [draft, setDraft] = useState(name);
  const newName = draft.trim();
  return (
    <Modal title={say.renameTitle(name)} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void perform(() => front.request('projects.rename', { name, newName })).then((done) => {
            if (done !== undefined) goTo({ page: 'project', name: newName }, 'replace');
          });
        }}
      >
        <ProjectNameField value={draft} onChange={setDraft} />
        {failure !== undefined && <Failure error={failure} />}
        <div className="buttons">
          <button type="submit" className="primary" disabled={newName === '' || newName === name || busy}>
            {say.rename}
          </button>
          <button type="button" onClick={onClose}>
            {say.cancel}
          </button>
        </div>
      </form>
    </Modal>
  );
}
