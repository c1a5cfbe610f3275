import { useState, type ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { Field } from '../../widgets/field.tsx';
import { useWizard } from '../wizard-context.ts';
import { reviewMessages } from './review-messages.ts';
import { chooseProject } from './choose-project.ts';

const NEW = ' new';
const LONGEST_NAME = 100;

/** Which project the run goes to, an old one or a new one. `known`: newest activity first. */
export function ProjectChoice({ known }: { readonly known: readonly string[] }): ReactNode {
  const say = useMessages(reviewMessages);
  const { draft, change } = useWizard();
  const project = chooseProject(draft.project, known);
  const [isNew, setIsNew] = useState(false);
  const offered = isNew || known.includes(project) ? known : [project, ...known];
  const set = (name: string | undefined): void => change((before) => ({ ...before, project: name }));
  return (
    <div className="wizard-fields">
      <Field label={say.project}>
        {(attributes) => (
          <select
            {...attributes}
            value={isNew ? NEW : project}
            onChange={({ target }) => {
              setIsNew(target.value === NEW);
              set(target.value === NEW ? '' : target.value);
            }}
          >
            {offered.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
            <option value={NEW}>{say.newProject}</option>
          </select>
        )}
      </Field>
      {isNew && (
        <Field label={say.newProjectName}>
          {(attributes) => (
            <input
              {...attributes}
              autoFocus
              maxLength={LONGEST_NAME}
              value={draft.project ?? ''}
              onChange={({ target }) => set(target.value)}
            />
          )}
        </Field>
      )}
    </div>
  );
}
