import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { Field } from '../../widgets/field.tsx';
import { useRecipeName } from '../use-recipe-name.ts';
import { useWizard } from '../wizard-context.ts';
import { reviewMessages } from './review-messages.ts';

/** The run's name: the user's own, or one after what it does. */
export function RunName(): ReactNode {
  const say = useMessages(reviewMessages);
  const nameOf = useRecipeName();
  const { draft, change } = useWizard();
  return (
    <Field label={say.name} hint={say.nameHint}>
      {(attributes) => (
        <input
          {...attributes}
          value={draft.name ?? ''}
          placeholder={nameOf(draft)}
          maxLength={200}
          onChange={({ target }) =>
            change((before) => ({ ...before, name: target.value === '' ? undefined : target.value }))
          }
        />
      )}
    </Field>
  );
}
