import type { ReactNode } from 'react';
import { DEVICE_CHOICES } from '../../../src-shared/choices.ts';
import { useMessages } from '../../language/language.ts';
import { DeviceList } from '../../machine/device-list.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';

/** What it is computed on; the devices of this machine are tried when asked for. */
export function DeviceSettings(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft, change } = useWizard();
  return (
    <section className="card" aria-labelledby="wizard-device">
      <h3 id="wizard-device">{say.device}</h3>
      <SelectField
        label={say.computeOn}
        value={draft.device}
        options={DEVICE_CHOICES.map((device) => [device, say.devices[device]] as const)}
        onChange={(device) => change((before) => ({ ...before, device }))}
      />
      <DeviceList />
    </section>
  );
}
