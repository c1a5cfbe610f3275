/** A process that a host has started to compute for it; how, only its launcher knows. */
export interface EngineProcess {
  /** Undefined until it runs, and where the launcher can't tell. */
  readonly pid: number | undefined;
  /** Does nothing once the process has ended. */
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, after its last message; `reason` reads after "ended unexpectedly", such as "signal SIGKILL". */
  onExit(listener: (reason: string) => void): void;
  /** What it writes to its standard error. */
  onErrorOutput(listener: (text: string) => void): void;
  /** Ends it at once. */
  kill(): void;
}

/** Starts the module at `entry` (an absolute path) as a process of its own; that speaks through `engine/parent-channel.ts`. */
export type EngineLauncher = (entry: string) => EngineProcess;
