import { useState, type ReactNode } from 'react';
import type { ExportTicket } from '../../src-shared/routes/export-routes.ts';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { Modal } from '../widgets/modal.tsx';
import './export.css';
import { exportMessages } from './export-messages.ts';
import { ExportedNetwork } from './exported-network.tsx';
import type { NetworkFormat } from './opening-code.ts';

const FORMATS = ['onnx', 'safetensors', 'tfjs'] as const;

interface ExportNetworkDialogProps {
  /** Id of the run. */
  readonly run: string;
  readonly variant: string;
  /** What the user knows the network by. */
  readonly name: string;
  readonly onClose: () => void;
}

interface Exported {
  readonly format: NetworkFormat;
  readonly ticket: ExportTicket;
  /** Where the user has it now; undefined where they did not save it. */
  readonly path: string | undefined;
}

/** Takes a network out of the application: in which format, how it was checked, where it is, and how it is opened. */
export function ExportNetworkDialog({ run, variant, name, onClose }: ExportNetworkDialogProps): ReactNode {
  const say = useMessages(exportMessages);
  const front = useFront();
  const { failure, busy, perform } = useAction();
  const [format, setFormat] = useState<NetworkFormat>('onnx');
  const [exported, setExported] = useState<Exported>();

  async function save(ticket: ExportTicket, as: NetworkFormat): Promise<void> {
    const saved = await perform(() => front.save(ticket));
    if (saved?.data !== undefined) setExported({ format: as, ticket, path: saved.data });
  }

  async function makeAndSave(): Promise<void> {
    setExported(undefined);
    const made = await perform(() => front.request('exports.network', { run, variant, format }));
    if (made === undefined) return;
    setExported({ format, ticket: made.data, path: undefined });
    await save(made.data, format);
  }

  return (
    <Modal title={say.title(name)} onClose={onClose}>
      <fieldset className="export-formats" disabled={busy}>
        <legend>{say.format}</legend>
        {FORMATS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="format"
              value={one}
              checked={format === one}
              onChange={() => {
                setFormat(one);
                setExported(undefined);
              }}
            />
            <span>
              <strong>{say.formats[one].name}</strong>
              <span className="quiet">{say.formats[one].use}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {busy && exported === undefined && <Loading label={say.making} />}
      {failure !== undefined && (
        <Failure error={failure}>
          <p>{say.failedKept}</p>
        </Failure>
      )}
      {exported !== undefined && <ExportedNetwork {...exported} />}
      <div className="buttons export-actions">
        {exported === undefined ? (
          <button type="button" className="primary" disabled={busy} onClick={() => void makeAndSave()}>
            {say.export}
          </button>
        ) : (
          <button type="button" disabled={busy} onClick={() => void save(exported.ticket, exported.format)}>
            {exported.path === undefined ? say.save : say.saveAgain}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {say.close}
        </button>
      </div>
    </Modal>
  );
}
