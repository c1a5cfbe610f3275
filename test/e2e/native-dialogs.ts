import type { ElectronApplication } from 'playwright-core';

type DialogKind = 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox';

/** What the user answers in the next native dialogs of a kind, which no test can click on. */
export async function answerDialog(app: ElectronApplication, kind: DialogKind, answer: object): Promise<void> {
  await app.evaluate(({ dialog }, [name, value]) => Reflect.set(dialog, name, () => Promise.resolve(value)), [
    kind,
    answer,
  ] as const);
}
