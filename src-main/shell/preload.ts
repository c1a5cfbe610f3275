import { contextBridge, ipcRenderer } from 'electron';
import type { RequestChannel } from './request-channel.ts';

const channel: RequestChannel = 'request';

/** All that the page can reach: one function that sends a request to the host and resolves with its answer. */
contextBridge.exposeInMainWorld('espalier', {
  request: (route: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(channel, route, input),
});
