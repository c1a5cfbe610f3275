import { useState, type ReactNode } from 'react';
import type { Answer } from '../../src-shared/routes.ts';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { Modal } from '../widgets/modal.tsx';
import { projectMessages } from './project-messages.ts';

interface ArchiveProjectProps {
  readonly name: string;
  readonly onClose: () => void;
}

interface Saved {
  readonly place: string;
  readonly bytes: number;
}

/** Makes one file of a project and brings it to where the user wants it. */
export function ArchiveProject({ name, onClose }: ArchiveProjectProps): ReactNode {
  const say = useMessages(projectMessages);
  const front = useFront();
  const format = useFormat();
  const { failure, busy, perform } = useAction();
  const [withStages, setWithStages] = useState(false);
  const [saved, setSaved] = useState<Saved>();

  async function archive(): Promise<Answer<Saved> | undefined> {
    const made = await front.request('exports.project', { name, withoutStages: !withStages });
    if (!made.ok) return made;
    const answer = await front.save(made.data);
    if (!answer.ok) return answer;
    return answer.data === undefined ? undefined : { ok: true, data: { place: answer.data, bytes: made.data.bytes } };
  }

  return (
    <Modal title={say.archiveTitle(name)} onClose={onClose}>
      <p>{say.archiveText}</p>
      <label className="project-check">
        <input type="checkbox" checked={withStages} onChange={({ target }) => setWithStages(target.checked)} />
        {say.withStages}
      </label>
      {busy && <Loading label={say.archiving} />}
      {failure !== undefined && <Failure error={failure} />}
      {saved !== undefined && <p role="status">{say.archived(saved.place, format.bytes(saved.bytes))}</p>}
      <div className="buttons">
        <button
          type="button"
          className="primary"
          disabled={busy}
          onClick={() => void perform(archive).then((done) => setSaved(done?.data))}
        >
          {say.archiveAction}
        </button>
        <button type="button" onClick={onClose}>
          {say.close}
        </button>
      </div>
    </Modal>
  );
}
