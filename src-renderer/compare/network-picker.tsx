import type { ReactNode } from 'react';
import { useMessages } from '../language/language.ts';
import { Field } from '../widgets/field.tsx';
import { compareMessages } from './compare-messages.ts';
import type { ComparisonPart } from './comparison-part.ts';

/** Chooses the network that the whole comparison shows. */
export function NetworkPicker({ networks, labelOf, selected, onSelect }: ComparisonPart): ReactNode {
  const say = useMessages(compareMessages);
  return (
    <Field label={say.shown}>
      {(attributes) => (
        <select
          {...attributes}
          value={selected.key}
          onChange={({ target }) => {
            const chosen = networks.find(({ key }) => key === target.value);
            if (chosen !== undefined) onSelect(chosen);
          }}
        >
          {networks.map((network) => (
            <option key={network.key} value={network.key}>
              {labelOf(network)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
