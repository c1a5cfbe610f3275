import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { PageDialogsView } from './frame/page-dialogs-view.tsx';
import { createBrowserFront } from './front/browser-front.ts';
import { FrontContext } from './front/front-context.ts';
import type { Front } from './front/front.ts';
import { createPageDialogs } from './front/page-dialogs.ts';
import { QueueProvider } from './front/queue-context.tsx';
import { createWindowFront } from './front/window-front.ts';
import { SettingsProvider } from './settings/settings-context.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/blocks.css';
import './frame/frame.css';

const dialogs = createPageDialogs();

function connect(): Promise<Front> {
  return window.espalier === undefined ? createBrowserFront(dialogs) : createWindowFront();
}

const element = document.getElementById('root');
if (element !== null) {
  const root = createRoot(element);
  try {
    const front = await connect();
    root.render(
      <StrictMode>
        <FrontContext value={front}>
          <SettingsProvider>
            <QueueProvider>
              <App />
              <PageDialogsView dialogs={dialogs} />
            </QueueProvider>
          </SettingsProvider>
        </FrontContext>
      </StrictMode>,
    );
  } catch {
    const { ConnectionRefused } = await import('./frame/connection-refused.tsx');
    root.render(<ConnectionRefused />);
  }
}
