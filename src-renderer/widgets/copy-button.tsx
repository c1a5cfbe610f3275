import { useState, type ReactNode } from 'react';
import { translations, useMessages } from '../language/language.ts';

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
}

const messages = translations(
  { copied: 'Copied', failed: 'Could not copy; select the text instead' },
  { copied: '已复制', failed: '无法复制，请手动选择文字' },
);

/** Puts a text on the clipboard, and says whether that went well. */
export function CopyButton({ label, text }: CopyButtonProps): ReactNode {
  const say = useMessages(messages);
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  return (
    <span className="buttons">
      <button
        type="button"
        className="small"
        onClick={() => {
          navigator.clipboard.writeText(text()).then(
            () => setOutcome('copied'),
            () => setOutcome('failed'),
          );
        }}
      >
        {label}
      </button>
      <span role="status" className="quiet">
        {outcome !== undefined && say[outcome]}
      </span>
    </span>
  );
}
