/** The conversation of a process with the one that started it, whichever way that was. */
export interface ParentChannel {
  /** Whether the parent is an Electron shell, whose processes can't start any themselves. */
  readonly isShell: boolean;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the parent is gone, where the system tells; a shell that ends ends its utility processes by itself. */
  onDisconnect(listener: () => void): void;
  /** Ends the conversation, and with it a process that does nothing else, once the parent has been told everything. */
  leave(): Promise<void>;
}

/** What Electron gives a utility process. */
interface ShellPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

/** A port doesn't tell when it has sent everything: so long is waited before the process ends. */
const PORT_MILLISECONDS = 1000;

/** The channel of a forked Node process, or of an Electron utility process. */
export function openParentChannel(): ParentChannel {
  const port = shellPort();
  return port === undefined ? openForkChannel() : openPortChannel(port);
}

function shellPort(): ShellPort | undefined {
  return process.parentPort;
}

function openForkChannel(): ParentChannel {
  let lastSent: Promise<void> = Promise.resolve();
  return {
    isShell: false,
    send(message) {
      if (!process.connected) return;
      lastSent = new Promise((resolve) => {
        process.send?.(message, () => resolve());
      });
    },
    onMessage: (listener) => void process.on('message', listener),
    onDisconnect: (listener) => void process.on('disconnect', listener),
    async leave() {
      await lastSent;
      if (process.connected) process.disconnect();
    },
  };
}

function openPortChannel(port: ShellPort): ParentChannel {
  return {
    isShell: true,
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onDisconnect: () => undefined,
    leave() {
      setTimeout(() => process.exit(), PORT_MILLISECONDS);
      return Promise.resolve();
    },
  };
}
