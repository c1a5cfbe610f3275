import { useState, type ReactNode } from 'react';
import type { Answer } from '../../src-shared/routes.ts';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useAnswer } from '../front/use-answer.ts';
import { useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Field } from '../widgets/field.tsx';
import { Loading } from '../widgets/loading.tsx';
import { Modal } from '../widgets/modal.tsx';
import { projectMessages } from './project-messages.ts';

interface MoveRunsProps {
  readonly project: string;
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

/** Asks for the project that runs are moved to. */
export function MoveRuns({ project, ids, onClose }: MoveRunsProps): ReactNode {
  const say = useMessages(projectMessages);
  const front = useFront();
  const { asked, reload } = useAnswer('projects.list', {});
  const { failure, busy, perform } = useAction();
  const [wanted, setWanted] = useState<string>();
  const others = asked.state === 'loaded' ? asked.data.map(({ name }) => name).filter((name) => name !== project) : [];
  const target = others.find((name) => name === wanted) ?? others[0];

  async function moveAll(to: string): Promise<Answer<null>> {
    for (const id of ids) {
      const moved = await front.request('runs.move', { id, project: to });
      if (!moved.ok) return moved;
    }
    return { ok: true, data: null };
  }

  return (
    <Modal title={say.moveTitle(ids.length)} onClose={onClose}>
      {asked.state === 'loading' && <Loading label={say.loadingProjects} />}
      {asked.state === 'failed' && <Failure error={asked.error} onRetry={reload} />}
      {asked.state === 'loaded' && target === undefined && <p>{say.noOther}</p>}
      {target !== undefined && (
        <Field label={say.moveTo}>
          {(attributes) => (
            <select {...attributes} value={target} onChange={({ target: { value } }) => setWanted(value)}>
              {others.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      {failure !== undefined && <Failure error={failure} />}
      <div className="buttons">
        <button
          type="button"
          className="primary"
          disabled={target === undefined || busy}
          onClick={() => {
            if (target === undefined) return;
            void perform(() => moveAll(target)).then((done) => {
              if (done !== undefined) onClose();
            });
          }}
        >
          {say.moveAction}
        </button>
        <button type="button" onClick={onClose}>
          {say.cancel}
        </button>
      </div>
    </Modal>
  );
}
