import type { ReactNode } from 'react';
import { useMessages } from '../language/language.ts';
import { Field } from '../widgets/field.tsx';
import { compareMessages } from './compare-messages.ts';
import { isBase, type ComparedNetwork } from './compared-network.ts';
import type { ComparisonPart } from './comparison-part.ts';

/** The network of a comparison that is set beside its base: the chosen one, or the first where that is a base itself. */
export function besideBase({ networks, selected }: ComparisonPart): ComparedNetwork | undefined {
  return isBase(selected) ? networks.find((network) => !isBase(network)) : selected;
}

interface SmallerNetworkFieldProps extends ComparisonPart {
  readonly disabled?: boolean;
}

/** Chooses which network is set beside its base. */
export function SmallerNetworkField({ disabled = false, ...part }: SmallerNetworkFieldProps): ReactNode {
  const { networks, labelOf, onSelect } = part;
  const say = useMessages(compareMessages);
  const smaller = networks.filter((network) => !isBase(network));
  return (
    <Field label={say.columnNetwork}>
      {(attributes) => (
        <select
          {...attributes}
          value={besideBase(part)?.key}
          disabled={disabled}
          onChange={({ target }) => {
            const chosen = smaller.find(({ key }) => key === target.value);
            if (chosen !== undefined) onSelect(chosen);
          }}
        >
          {smaller.map((network) => (
            <option key={network.key} value={network.key}>
              {labelOf(network)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
