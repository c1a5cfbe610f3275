import type { ReactNode } from 'react';
import { useFront } from '../../front/front-context.ts';
import { useMessages } from '../../language/language.ts';
import { networkMessages } from './network-messages.ts';

interface NetworkFileProps {
  /** Empty: none yet. */
  readonly path: string;
  readonly onChoose: (path: string) => void;
}

export function NetworkFile({ path, onChoose }: NetworkFileProps): ReactNode {
  const say = useMessages(networkMessages);
  const front = useFront();
  return (
    <div className="wizard-file">
      <p className="wizard-path">{path === '' ? <span className="quiet">{say.nothing}</span> : <code>{path}</code>}</p>
      <button
        type="button"
        onClick={() =>
          void front.choose('weights').then((chosen) => {
            if (chosen !== undefined) onChoose(chosen);
          })
        }
      >
        {say.chooseFile}
      </button>
    </div>
  );
}
