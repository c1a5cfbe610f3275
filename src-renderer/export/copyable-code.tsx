import type { ReactNode } from 'react';
import { CopyButton } from '../widgets/copy-button.tsx';

interface CopyableCodeProps {
  /** What the button says. */
  readonly label: string;
  readonly text: string;
  /** One line within others, or a block. */
  readonly inline?: boolean;
}

/** Text with a button that copies it. */
export function CopyableCode({ label, text, inline = false }: CopyableCodeProps): ReactNode {
  return (
    <div className="export-code">
      {inline ? (
        <code>{text}</code>
      ) : (
        <pre tabIndex={0}>
          <code>{text}</code>
        </pre>
      )}
      <CopyButton label={label} text={() => text} />
    </div>
  );
}
