import { useEffect, useRef, type ReactNode } from 'react';

interface PageProps {
  readonly title: string;
  /** Beside the title: what it belongs to. */
  readonly detail?: ReactNode;
  /** On the right: what can be done with it. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One screen: its title, what can be done, and its content. It takes the focus when it appears, so that readers begin there. */
export function Page({ title, detail, actions, children }: PageProps): ReactNode {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} – Espalier`;
  }, [title]);
  return (
    <main ref={main} id="content" className="page" tabIndex={-1}>
      <div className="page-head">
        <h1>{title}</h1>
        {detail}
        {actions !== undefined && <div className="buttons">{actions}</div>}
      </div>
      {children}
    </main>
  );
}
