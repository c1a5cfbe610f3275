import type { ReactNode } from 'react';
import { Page } from '../frame/page.tsx';
import { useAnswer } from '../front/use-answer.ts';
import { useFormat } from '../language/format.ts';
import { useMessages, type Language } from '../language/language.ts';
import { DeviceList } from '../machine/device-list.tsx';
import { MachineFacts } from '../machine/machine-facts.tsx';
import { machineMessages } from '../machine/machine-messages.ts';
import { Failure } from '../widgets/failure.tsx';
import { Loading } from '../widgets/loading.tsx';
import { useSettings } from './settings-context.tsx';
import { settingsMessages } from './settings-messages.ts';
import type { Theme } from './settings.ts';
import './settings.css';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
/** Each in its own words, so that who chose the wrong one finds back. */
const LANGUAGES: readonly { readonly language: Language; readonly name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'zh-CN', name: '简体中文' },
];

/** Looks, and what the application is and has here. */
export function SettingsPage(): ReactNode {
  const say = useMessages(settingsMessages);
  const machine = useMessages(machineMessages);
  const { settings, change } = useSettings();
  return (
    <Page title={say.title}>
      <div className="settings-columns">
        <section className="card" aria-labelledby="settings-appearance">
          <h2 id="settings-appearance">{say.appearance}</h2>
          <fieldset>
            <legend>{say.theme}</legend>
            <div className="settings-options">
              {THEMES.map((theme) => (
                <label key={theme}>
                  <input
                    type="radio"
                    name="theme"
                    checked={settings.theme === theme}
                    onChange={() => change({ theme })}
                  />
                  {say.themes[theme]}
                </label>
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend>{say.language}</legend>
            <div className="settings-options">
              {LANGUAGES.map(({ language, name }) => (
                <label key={language} lang={language}>
                  <input
                    type="radio"
                    name="language"
                    checked={settings.language === language}
                    onChange={() => change({ language })}
                  />
                  {name}
                </label>
              ))}
            </div>
          </fieldset>
        </section>
        <section className="card" aria-labelledby="settings-offline">
          <h2 id="settings-offline">{say.offline}</h2>
          <p>{say.offlineText}</p>
        </section>
        <section className="card" aria-labelledby="settings-machine">
          <h2 id="settings-machine">{say.machine}</h2>
          <MachineFacts />
          <h3>{machine.deviceTitle}</h3>
          <DeviceList />
        </section>
        <section className="card" aria-labelledby="settings-storage">
          <h2 id="settings-storage">{say.storage}</h2>
          <p>{say.storageText}</p>
          <DiskUse />
        </section>
        <section className="card" aria-labelledby="settings-keyboard">
          <h2 id="settings-keyboard">{say.keyboard}</h2>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{say.key}</th>
                <th scope="col">{say.effect}</th>
              </tr>
            </thead>
            <tbody>
              {say.keys.map(([key, effect]) => (
                <tr key={key}>
                  <th scope="row">{key}</th>
                  <td>{effect}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className="card" aria-labelledby="settings-about">
          <h2 id="settings-about">{say.about}</h2>
          <About />
        </section>
      </div>
    </Page>
  );
}

function DiskUse(): ReactNode {
  const say = useMessages(settingsMessages);
  const format = useFormat();
  const { asked, reload } = useAnswer('projects.list', {});
  if (asked.state === 'loading') return <Loading label={say.loadingUse} />;
  if (asked.state === 'failed') return <Failure error={asked.error} onRetry={reload} />;
  const bytes = asked.data.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
  return <p>{say.projectsUse(format.bytes(bytes))}</p>;
}

function About(): ReactNode {
  const say = useMessages(settingsMessages);
  const { loading } = useMessages(machineMessages);
  const { asked, reload } = useAnswer('machine.show', {});
  if (asked.state === 'loading') return <Loading label={loading} />;
  if (asked.state === 'failed') return <Failure error={asked.error} onRetry={reload} />;
  const { application, platform, node } = asked.data;
  return (
    <dl className="settings-about">
      <dt>{say.version}</dt>
      <dd>{application}</dd>
      <dt>{say.platform}</dt>
      <dd>{platform}</dd>
      <dt>{say.node}</dt>
      <dd>{say.nodeVersion(node)}</dd>
    </dl>
  );
}
