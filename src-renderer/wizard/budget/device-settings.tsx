import { useState, type ReactNode } from 'react';
import { useAnswer } from '../../front/use-answer.ts';
import { useMessages } from '../../language/language.ts';
import { Failure } from '../../widgets/failure.tsx';
import { Loading } from '../../widgets/loading.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useWizard } from '../wizard-context.ts';
import { budgetMessages } from './budget-messages.ts';

const DEVICES = ['auto', 'cpu', 'webgpu', 'cuda', 'tensorflow'] as const;

/** What it is computed on; the devices of this machine are tried when asked for. */
export function DeviceSettings(): ReactNode {
  const say = useMessages(budgetMessages);
  const { draft, change } = useWizard();
  const [checks, setChecks] = useState(false);
  const { asked, reload } = useAnswer('machine.devices', checks ? { again: true } : undefined);
  return (
    <section className="card" aria-labelledby="wizard-device">
      <h3 id="wizard-device">{say.device}</h3>
      <SelectField
        label={say.computeOn}
        value={draft.device}
        options={DEVICES.map((device) => [device, say.devices[device]] as const)}
        onChange={(device) => change((before) => ({ ...before, device }))}
      />
      <div>
        <button
          type="button"
          disabled={checks && asked.state === 'loading'}
          onClick={() => {
            if (checks) reload();
            else setChecks(true);
          }}
        >
          {say.checkDevices}
        </button>
      </div>
      {checks && asked.state === 'loading' && <Loading label={say.checkingDevices} />}
      {checks && asked.state === 'failed' && <Failure error={asked.error} />}
      {asked.state === 'loaded' && (
        <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="wizard-device">
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{say.deviceColumn}</th>
                <th scope="col">{say.stateColumn}</th>
                <th scope="col">{say.detailColumn}</th>
              </tr>
            </thead>
            <tbody>
              {asked.data.map(({ device, available, detail }) => (
                <tr key={device}>
                  <th scope="row">{say.devices[device]}</th>
                  <td>{available ? say.deviceWorks : say.deviceMissing}</td>
                  <td className="quiet">{detail}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
