import { useState, type ReactNode } from 'react';
import type { Choice } from '../front/front.ts';
import { useAnswer } from '../front/use-answer.ts';
import { useFormat } from '../language/format.ts';
import { translations, useMessages } from '../language/language.ts';
import { Failure } from '../widgets/failure.tsx';
import { Field } from '../widgets/field.tsx';
import { Loading } from '../widgets/loading.tsx';
import { Modal } from '../widgets/modal.tsx';

interface FileChooserProps {
  readonly what: Choice;
  readonly onAnswer: (path: string | undefined) => void;
}

const messages = translations(
  {
    titles: {
      'dataset-folder': 'Choose the folder of the data set',
      'dataset-archive': 'Choose the archive of the data set',
      annotations: 'Choose the file with the annotations',
      'class-names': 'Choose the file with the class names',
      weights: 'Choose a network or weights file',
      'project-archive': 'Choose a project archive',
      recipe: 'Choose a recipe',
    } satisfies Readonly<Record<Choice, string>>,
    path: 'Path',
    up: 'Up',
    reading: 'Reading the folder',
    empty: 'Nothing here.',
    choose: 'Choose',
    cancel: 'Cancel',
  },
  {
    titles: {
      'dataset-folder': '选择数据集文件夹',
      'dataset-archive': '选择数据集压缩包',
      annotations: '选择标注文件',
      'class-names': '选择类别名称文件',
      weights: '选择网络或权重文件',
      'project-archive': '选择项目归档',
      recipe: '选择配方文件',
    },
    path: '路径',
    up: '上一级',
    reading: '正在读取文件夹',
    empty: '此处为空。',
    choose: '选择',
    cancel: '取消',
  },
);

/** Goes through the folders of the machine that Espalier runs on, for a browser has no dialog that tells paths. */
export function FileChooser({ what, onAnswer }: FileChooserProps): ReactNode {
  const say = useMessages(messages);
  const format = useFormat();
  const [folder, setFolder] = useState<string>();
  const [typed, setTyped] = useState<string>();
  const { asked, reload } = useAnswer('files.list', folder === undefined ? {} : { path: folder });
  const here = asked.state === 'loaded' ? asked.data.path : folder;
  const path = typed ?? here ?? '';

  function open(to: string): void {
    setTyped(undefined);
    setFolder(to);
  }

  return (
    <Modal title={say.titles[what]} onClose={() => onAnswer(undefined)}>
      <form
        className="file-chooser"
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(path);
        }}
      >
        <Field label={say.path}>
          {(attributes) => (
            <input {...attributes} value={path} spellCheck={false} onChange={({ target }) => setTyped(target.value)} />
          )}
        </Field>
        {asked.state === 'loading' && <Loading label={say.reading} />}
        {asked.state === 'failed' && <Failure error={asked.error} onRetry={reload} />}
        {asked.state === 'loaded' && (
          <ul className="folder" aria-label={asked.data.path}>
            {asked.data.parent !== null && (
              <li>
                <button type="button" className="plain" onClick={() => open(asked.data.parent ?? '')}>
                  ↑ {say.up}
                </button>
              </li>
            )}
            {asked.data.entries.map(({ name, path: entry, folder: isFolder, bytes }) => (
              <li key={entry}>
                <button
                  type="button"
                  className="plain"
                  aria-pressed={entry === typed}
                  onClick={() => (isFolder ? open(entry) : setTyped(entry))}
                >
                  {isFolder ? `${name}/` : name}
                </button>
                {!isFolder && <span className="quiet">{format.bytes(bytes)}</span>}
              </li>
            ))}
            {asked.data.entries.length === 0 && <li className="quiet">{say.empty}</li>}
          </ul>
        )}
        <div className="buttons">
          <button type="submit" className="primary" disabled={path === ''}>
            {say.choose}
          </button>
          <button type="button" onClick={() => onAnswer(undefined)}>
            {say.cancel}
          </button>
        </div>
      </form>
    </Modal>
  );
}
