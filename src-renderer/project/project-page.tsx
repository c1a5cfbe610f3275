import { useMemo, useState, type ReactNode } from 'react';
import { Page } from '../frame/page.tsx';
import { useFront } from '../front/front-context.ts';
import { useAction } from '../front/use-action.ts';
import { useFreshAnswer } from '../front/use-fresh-answer.ts';
import { useFormat } from '../language/format.ts';
import { useMessages } from '../language/language.ts';
import { Link } from '../navigation/link.tsx';
import { goTo } from '../navigation/use-place.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { ArchiveProject } from './archive-project.tsx';
import { DatasetSection } from './dataset-section.tsx';
import { LineageSection } from './lineage-section.tsx';
import { NoteSection } from './note-section.tsx';
import { projectMessages } from './project-messages.ts';
import { RenameProject } from './rename-project.tsx';
import { RunSection } from './run-section.tsx';
import './project.css';

/** A project: its runs, the data sets they used, and what grew out of what. */
export function ProjectPage({ name }: { readonly name: string }): ReactNode {
  const say = useMessages(projectMessages);
  const format = useFormat();
  const front = useFront();
  const { asked, reload } = useFreshAnswer('projects.show', { name });
  const { failure, perform } = useAction();
  const [dialog, setDialog] = useState<'rename' | 'archive'>();
  const project = asked.state === 'loaded' ? asked.data : undefined;
  const runs = useMemo(() => project?.lineage.map(({ run }) => run) ?? [], [project]);

  async function remove(): Promise<void> {
    const gone = await perform(async () => {
      const listed = await front.request('projects.list', {});
      if (!listed.ok) return listed;
      const bytes = listed.data.find((one) => one.name === name)?.diskBytes;
      return front.confirm(
        'projects.delete',
        { name },
        {
          title: say.deleteTitle(name),
          detail: say.deleteDetail(runs.length, bytes, format),
          action: say.deleteAction,
          cancel: say.deleteKeep,
        },
      );
    });
    if (gone !== undefined) goTo({ page: 'home' }, 'replace');
  }

  return (
    <Page
      title={name}
      actions={
        <>
          <Link to={{ page: 'wizard', project: name }} className="button primary">
            {say.create}
          </Link>
          <button type="button" onClick={() => setDialog('rename')}>
            {say.rename}
          </button>
          <button type="button" onClick={() => setDialog('archive')}>
            {say.archive}
          </button>
          <button type="button" className="danger" onClick={() => void remove()}>
            {say.remove}
          </button>
        </>
      }
    >
      {failure !== undefined && <Failure error={failure} />}
      {asked.state === 'loading' && <Loading label={say.loading} />}
      {asked.state === 'failed' && <Failure error={asked.error} onRetry={reload} />}
      {project !== undefined && (
        <>
          <NoteSection project={name} note={project.note} onSaved={reload} />
          <RunSection project={name} runs={runs} />
          <DatasetSection datasets={project.dataSets} />
          <LineageSection lineage={project.lineage} />
        </>
      )}
      {dialog === 'rename' && <RenameProject name={name} onClose={() => setDialog(undefined)} />}
      {dialog === 'archive' && <ArchiveProject name={name} onClose={() => setDialog(undefined)} />}
    </Page>
  );
}
