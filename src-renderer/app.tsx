import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { AppBar } from './frame/app-bar.tsx';
import { frameMessages } from './frame/frame-messages.ts';
import { useFront } from './front/front-context.ts';
import { HomePage } from './home/home-page.tsx';
import { useMessages } from './language/language.ts';
import { addressOf, type Place } from './navigation/place.ts';
import { useMenuCommands } from './navigation/use-menu-commands.ts';
import { usePlace } from './navigation/use-place.ts';

// Only the first screen is loaded at once.
const ProjectPage = lazy(async () => ({ default: (await import('./project/project-page.tsx')).ProjectPage }));
const WizardPage = lazy(async () => ({ default: (await import('./wizard/wizard-page.tsx')).WizardPage }));
const RunPage = lazy(async () => ({ default: (await import('./run/run-page.tsx')).RunPage }));
const ComparePage = lazy(async () => ({ default: (await import('./compare/compare-page.tsx')).ComparePage }));
const ReportPage = lazy(async () => ({ default: (await import('./report/report-page.tsx')).ReportPage }));
const SettingsPage = lazy(async () => ({ default: (await import('./settings/settings-page.tsx')).SettingsPage }));

/** The page around its places. */
export function App(): ReactNode {
  const say = useMessages(frameMessages);
  const front = useFront();
  const place = usePlace();
  const [connected, setConnected] = useState(true);
  useMenuCommands();
  useEffect(() => front.onClose(() => setConnected(false)), [front]);
  return (
    <>
      <AppBar place={place} />
      {!connected && (
        <section className="notice notice-error" role="alert">
          <h2>{say.disconnected}</h2>
          <p>{say.disconnectedText}</p>
          <button type="button" onClick={() => window.location.reload()}>
            {say.reload}
          </button>
        </section>
      )}
      <Suspense>
        <PlacePage key={addressOf(place)} place={place} />
      </Suspense>
    </>
  );
}

function PlacePage({ place }: { readonly place: Place }): ReactNode {
  switch (place.page) {
    case 'home':
      return <HomePage archive={place.archive} />;
    case 'project':
      return <ProjectPage name={place.name} />;
    case 'wizard':
      return <WizardPage project={place.project} run={place.run} preset={place.preset} recipe={place.recipe} />;
    case 'run':
      return <RunPage id={place.id} />;
    case 'compare':
      return <ComparePage ids={place.ids} />;
    case 'report':
      return <ReportPage ids={place.ids} />;
    case 'settings':
      return <SettingsPage />;
  }
}
