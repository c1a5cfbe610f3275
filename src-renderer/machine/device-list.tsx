import { useState, type ReactNode } from 'react';
import { useAnswer } from '../front/use-answer.ts';
import { fastestDevice } from '../../src-shared/device-report.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { machineMessages } from './machine-messages.ts';
import './machine.css';

/** What this computer can compute on: tried when the user asks for it, because it takes seconds. */
export function DeviceList(): ReactNode {
  const say = useMessages(machineMessages);
  const format = useFormat();
  const [wanted, setWanted] = useState(false);
  const { asked, reload } = useAnswer('machine.devices', wanted ? {} : undefined);
  if (!wanted) {
    return (
      <>
        <p className="quiet">{say.probeText}</p>
        <button type="button" className="machine-probe" onClick={() => setWanted(true)}>
          {say.probe}
        </button>
      </>
    );
  }
  if (asked.state === 'loading' || (asked.state === 'loaded' && asked.stale)) return <Loading label={say.probing} />;
  if (asked.state === 'failed') return <Failure error={asked.error} onRetry={reload} />;
  const fastest = fastestDevice(asked.data);
  return (
    <>
      <ul className="machine-devices">
        {asked.data.map(({ device, available, detail, stepMilliseconds }) => (
          <li key={device}>
            <strong>{say.devices[device]}</strong>
            <span className={available ? 'machine-usable' : 'quiet'}>{available ? say.usable : say.unusable}</span>
            <p className="quiet">
              {detail}
              {stepMilliseconds !== null && ` · ${say.step(format.milliseconds(stepMilliseconds))}`}
              {device === fastest && ` · ${say.fastest}`}
            </p>
          </li>
        ))}
      </ul>
      <button type="button" className="machine-probe" onClick={reload}>
        {say.probeAgain}
      </button>
    </>
  );
}
