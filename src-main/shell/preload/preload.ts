import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DropChannel, PortChannel, ReadyChannel } from './channels.ts';

const ready: ReadyChannel = 'espalier-ready';
const port: PortChannel = 'espalier-port';
const dropped: DropChannel = 'espalier-dropped';

// The page asks for its line to the shell once it listens; frames inside the page are not the page.
window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source === window && data === ready) ipcRenderer.send(ready);
});
ipcRenderer.on(port, ({ ports }) => window.postMessage(port, window.location.origin, [...ports]));

/** All that the page can reach: the path of a file that the user dropped on it, which it may name from then on. */
contextBridge.exposeInMainWorld('espalier', {
  async pathOf(file: File): Promise<string | undefined> {
    const path = readPath(file);
    if (path !== undefined) await ipcRenderer.invoke(dropped, path);
    return path;
  },
});

/** Electron before 32 has no such thing: files have their path themselves there. */
const electron: { readonly webUtils?: typeof webUtils } = { webUtils };

/** Undefined of a file that is not on the disk. */
function readPath(file: File): string | undefined {
  const path: unknown = electron.webUtils?.getPathForFile(file) ?? Reflect.get(file, 'path');
  return typeof path === 'string' && path !== '' ? path : undefined;
}
