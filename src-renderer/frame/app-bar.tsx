import type { ReactNode } from 'react';
import { useQueue } from '../front/queue-context.tsx';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import type { Place } from '../navigation/place.ts';
import { frameMessages } from './frame-messages.ts';

/** The bar on top: where one can go, and what is running. */
export function AppBar({ place }: { readonly place: Place }): ReactNode {
  const say = useMessages(frameMessages);
  const { held, jobs } = useQueue();
  const running = jobs.find(({ state }) => state === 'running');
  const waiting = jobs.filter(({ state }) => state === 'waiting').length;
  return (
    <header className="app-bar">
      <a className="skip-link" href="#content" onClick={skipToContent}>
        {say.skip}
      </a>
      <Link to={{ page: 'home' }} className="brand">
        Espalier
      </Link>
      <nav aria-label={say.main}>
        <Link to={{ page: 'home' }} current={place.page === 'home'}>
          {say.projects}
        </Link>
        <Link to={{ page: 'wizard' }} current={place.page === 'wizard'}>
          {say.create}
        </Link>
        <Link to={{ page: 'settings' }} current={place.page === 'settings'}>
          {say.settings}
        </Link>
      </nav>
      {running !== undefined && (
        <Link to={running.runId === null ? { page: 'home' } : { page: 'run', id: running.runId }} className="running">
          <span className="spinner" aria-hidden="true" />
          <span className="running-name">
            {say.running(running.name)}
            {waiting > 0 && !held && say.waiting(waiting)}
          </span>
        </Link>
      )}
      {held && (
        <Link to={{ page: 'home' }} className="running held">
          {say.held}
          {waiting > 0 && say.waiting(waiting)}
        </Link>
      )}
      <span className="offline quiet">{say.offline}</span>
    </header>
  );
}

/** The hash is the place, so the link must not change it. */
function skipToContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector('main')?.focus();
}
