import type { Choice, Question } from './front.ts';

/** A dialog that the page itself shows, because a browser has none of the kind. */
export type PageDialog =
  | { readonly kind: 'question'; readonly question: Question; readonly answer: (yes: boolean) => void }
  | { readonly kind: 'choose'; readonly what: Choice; readonly answer: (path: string | undefined) => void };

/** The open dialog, for whoever shows it. */
export interface PageDialogs {
  ask(question: Question): Promise<boolean>;
  choose(what: Choice): Promise<string | undefined>;
  readonly current: () => PageDialog | undefined;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createPageDialogs(): PageDialogs {
  let open: PageDialog | undefined;
  const listeners = new Set<() => void>();

  function show(dialog: PageDialog | undefined): void {
    open = dialog;
    for (const listener of listeners) listener();
  }

  return {
    ask: (question) =>
      new Promise((resolve) => {
        show({
          kind: 'question',
          question,
          answer: (yes) => {
            show(undefined);
            resolve(yes);
          },
        });
      }),
    choose: (what) =>
      new Promise((resolve) => {
        show({
          kind: 'choose',
          what,
          answer: (path) => {
            show(undefined);
            resolve(path);
          },
        });
      }),
    current: () => open,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
