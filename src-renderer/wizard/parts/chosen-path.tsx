import { useId, type ReactNode } from 'react';
import { useFront } from '../../front/front-context.ts';
import type { Choice } from '../../front/front.ts';
import { useMessages } from '../../language/language.ts';
import { partMessages } from './part-messages.ts';

interface ChosenPathProps {
  readonly label: string;
  readonly hint?: string;
  /** Undefined or empty: none. */
  readonly path: string | undefined;
  /** What stands there where there is none. */
  readonly none: string;
  readonly what: Choice;
  readonly onChoose: (path: string | undefined) => void;
}

/** A file or folder that may be left out, with the button that chooses it and the one that takes it back. */
export function ChosenPath({ label, hint, path, none, what, onChoose }: ChosenPathProps): ReactNode {
  const say = useMessages(partMessages);
  const front = useFront();
  const id = useId();
  const chosen = path !== undefined && path !== '';
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <strong id={id}>{label}</strong>
      <div className="wizard-file">
        <p className="wizard-path">{chosen ? <code>{path}</code> : <span className="quiet">{none}</span>}</p>
        <button
          type="button"
          className="small"
          onClick={() =>
            void front.choose(what).then((place) => {
              if (place !== undefined) onChoose(place);
            })
          }
        >
          {say.choose}
        </button>
        {chosen && (
          <button type="button" className="small" onClick={() => onChoose(undefined)}>
            {say.takeBack}
          </button>
        )}
      </div>
      {hint !== undefined && <p className="quiet">{hint}</p>}
    </div>
  );
}
