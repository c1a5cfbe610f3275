import type { ReactNode } from 'react';
import { useMessages } from '../../language/language.ts';
import { compareMessages } from '../compare-messages.ts';

interface DifferencesOnlyProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Whether a table shows only what differs between the runs or networks. */
export function DifferencesOnly({ checked, onChange }: DifferencesOnlyProps): ReactNode {
  const { differencesOnly } = useMessages(compareMessages);
  return (
    <label className="compare-check">
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      {differencesOnly}
    </label>
  );
}
