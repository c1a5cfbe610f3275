import type { ReactNode } from 'react';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { homeMessages } from './home-messages.ts';

/** What this is for, and where to begin: for somebody who has nothing here yet. */
export function Welcome({ onOpenArchive }: { readonly onOpenArchive: () => void }): ReactNode {
  const say = useMessages(homeMessages);
  return (
    <section className="card home-welcome">
      <p>{say.welcomeText}</p>
      <p>{say.offlineText}</p>
      <div className="buttons">
        <Link to={{ page: 'wizard' }} className="button primary">
          {say.create}
        </Link>
        <Link to={{ page: 'wizard', preset: 'demo' }} className="button">
          {say.demo}
        </Link>
        <button type="button" onClick={onOpenArchive}>
          {say.openArchive}
        </button>
      </div>
      <p className="quiet">{say.demoText}</p>
    </section>
  );
}
