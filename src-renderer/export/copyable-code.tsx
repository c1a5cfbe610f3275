import { useRef, useState, type ReactNode } from 'react';
import { useMessages } from '../language/language.ts';
import { exportMessages } from './export-messages.ts';

interface CopyableCodeProps {
  /** What it is, for screen readers. */
  readonly label: string;
  readonly text: string;
  /** One line within others, or a block. */
  readonly inline?: boolean;
}

/** Text with a button that copies it; where the system does not allow that, the button selects it. */
export function CopyableCode({ label, text, inline = false }: CopyableCodeProps): ReactNode {
  const say = useMessages(exportMessages);
  const code = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(say.copied);
    } catch {
      if (code.current !== null) getSelection()?.selectAllChildren(code.current);
      setSaid(say.copyByHand);
    }
  }

  const content = <code ref={code}>{text}</code>;
  return (
    <div className={inline ? 'export-code export-code-inline' : 'export-code'}>
      {inline ? content : <pre tabIndex={0}>{content}</pre>}
      <button type="button" className="small" aria-label={`${say.copy}: ${label}`} onClick={() => void copy()}>
        {say.copy}
      </button>
      <span className="quiet" role="status">
        {said}
      </span>
    </div>
  );
}
