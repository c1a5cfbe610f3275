import { expect, it } from 'vitest';
import { windowOptions } from '../../../src-main/shell/window-options.ts';

it('gives the page none of the powers that Electron could give it', () => {
  expect(windowOptions('/preload.cjs', true).webPreferences).toMatchObject({
    preload: '/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
  });
});
