import { useState, type ReactNode } from 'react';
import { Page } from '../frame/page.tsx';
import { useQueue } from '../front/queue-context.tsx';
import { useFreshAnswer } from '../front/use-fresh-answer.ts';
import { useMessages } from '../language/language.ts';
import { DeviceList } from '../machine/device-list.tsx';
import { MachineFacts } from '../machine/machine-facts.tsx';
import { machineMessages } from '../machine/machine-messages.ts';
import { Link } from '../navigation/link.tsx';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { ArchiveOpening } from './archive-opening.tsx';
import { needsAttention } from './attention.ts';
import { AttentionList } from './attention-list.tsx';
import { CreateProject } from './create-project.tsx';
import { homeMessages } from './home-messages.ts';
import { ProjectList } from './project-list.tsx';
import { QueueCard } from './queue-card.tsx';
import { RecentRuns } from './recent-runs.tsx';
import { useArchiveOpening } from './use-archive-opening.ts';
import { Welcome } from './welcome.tsx';
import './home.css';

/** The first screen: what stopped, what runs, the projects, and this computer. */
export function HomePage({ archive: chosen }: { readonly archive: string | undefined }): ReactNode {
  const say = useMessages(homeMessages);
  const machine = useMessages(machineMessages);
  const queue = useQueue();
  const { asked: runs, reload: reloadRuns } = useFreshAnswer('runs.list', {});
  const { asked: projects, reload: reloadProjects } = useFreshAnswer('projects.list', {});
  const archive = useArchiveOpening(chosen);
  const [creating, setCreating] = useState(false);

  const isNew =
    runs.state === 'loaded' &&
    projects.state === 'loaded' &&
    runs.data.runs.length === 0 &&
    projects.data.every(({ note }) => note === '') &&
    projects.data.length <= 1 &&
    queue.jobs.length === 0;

  return (
    <Page
      title={isNew ? say.welcomeTitle : say.title}
      actions={
        !isNew && (
          <>
            <Link to={{ page: 'wizard' }} className="button primary">
              {say.create}
            </Link>
            <Link to={{ page: 'wizard', preset: 'demo' }} className="button">
              {say.demo}
            </Link>
          </>
        )
      }
    >
      {runs.state === 'loaded' && runs.data.notices.length > 0 && (
        <section className="notice notice-warning" role="status">
          <h2>{say.notices}</h2>
          {runs.data.notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </section>
      )}
      <ArchiveOpening {...archive.state} />
      <div className="home-columns">
        <div className="home-main">
          {isNew && <Welcome onOpenArchive={archive.open} />}
          {runs.state === 'loaded' && <AttentionList items={needsAttention(queue, runs.data.runs)} />}
          <QueueCard />
          {runs.state === 'failed' && <Failure error={runs.error} onRetry={reloadRuns} />}
          {projects.state === 'loading' && <Loading label={say.loadingRuns} />}
          {projects.state === 'failed' && runs.state !== 'failed' && (
            <Failure error={projects.error} onRetry={reloadProjects} />
          )}
          {projects.state === 'loaded' && !isNew && (
            <section className="card" aria-labelledby="home-projects">
              <div className="home-card-head">
                <h2 id="home-projects">{say.projects}</h2>
                <div className="buttons">
                  <button type="button" className="small" onClick={() => setCreating(true)}>
                    {say.createProject}
                  </button>
                  <button type="button" className="small" disabled={archive.state.busy} onClick={archive.open}>
                    {say.openArchive}
                  </button>
                </div>
              </div>
              <ProjectList projects={projects.data} />
            </section>
          )}
          {runs.state === 'loaded' && <RecentRuns runs={runs.data.runs} />}
        </div>
        <aside className="card" aria-labelledby="home-machine">
          <h2 id="home-machine">{say.machine}</h2>
          <MachineFacts />
          <h3>{machine.deviceTitle}</h3>
          <DeviceList />
        </aside>
      </div>
      {creating && (
        <CreateProject
          taken={projects.state === 'loaded' ? projects.data.map(({ name }) => name) : []}
          onClose={() => setCreating(false)}
        />
      )}
    </Page>
  );
}
