import type { ReactNode } from 'react';
import { useMessages } from '../language/language.ts';
import { Field } from '../widgets/field.tsx';
import { projectMessages } from './project-messages.ts';

interface ProjectNameFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** There is a project of this name already. */
  readonly taken?: boolean;
}

/** Where a project's name is given, a new one's or another one. */
export function ProjectNameField({ value, onChange, taken = false }: ProjectNameFieldProps): ReactNode {
  const say = useMessages(projectMessages);
  return (
    <Field label={say.name} hint={say.nameHint} problem={taken ? say.nameTaken : undefined}>
      {(attributes) => (
        <input
          {...attributes}
          autoFocus
          required
          maxLength={100}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
