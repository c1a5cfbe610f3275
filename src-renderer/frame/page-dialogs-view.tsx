import { useSyncExternalStore, type ReactNode } from 'react';
import type { PageDialogs } from '../front/page-dialogs.ts';
import { Modal } from '../widgets/modal.tsx';
import { FileChooser } from './file-chooser.tsx';

/** Shows the dialog that is open, if any. */
export function PageDialogsView({ dialogs }: { readonly dialogs: PageDialogs }): ReactNode {
  const dialog = useSyncExternalStore(dialogs.subscribe, dialogs.current);
  if (dialog === undefined) return null;
  switch (dialog.kind) {
    case 'question': {
      const { question, answer } = dialog;
      return (
        <Modal title={question.title} onClose={() => answer(false)}>
          <p>{question.detail}</p>
          <div className="buttons">
            <button type="button" className="danger" onClick={() => answer(true)}>
              {question.action}
            </button>
            <button type="button" autoFocus onClick={() => answer(false)}>
              {question.cancel}
            </button>
          </div>
        </Modal>
      );
    }
    case 'choose':
      return <FileChooser what={dialog.what} onAnswer={dialog.answer} />;
  }
}
