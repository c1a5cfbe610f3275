import type { EngineNews, EngineRequest } from '../host/engine/shell-message.ts';
import type { EngineProcess } from '../host/engine/engine-process.ts';

/** The engines that a host has asked its shell for, since it can't start processes itself. */
export interface EngineRoom {
  handle(request: EngineRequest, answer: (news: EngineNews) => void): void;
  /** Ends all engines, whose host is gone. */
  clear(): void;
}

/** `launch` starts a program of this build by its folder and name. */
export function createEngineRoom(launch: (program: string) => EngineProcess): EngineRoom {
  const engines = new Map<number, EngineProcess>();

  function start(key: number, program: string, answer: (news: EngineNews) => void): void {
    const engine = launch(program);
    engines.set(key, engine);
    let announced = false;
    engine.onMessage((message) => {
      // A utility process has its number only once it runs.
      if (!announced && engine.pid !== undefined) answer({ engine: 'started', key, pid: engine.pid });
      announced = true;
      answer({ engine: 'said', key, message });
    });
    engine.onErrorOutput((text) => answer({ engine: 'complained', key, text }));
    engine.onExit((reason) => {
      // A host that is gone may have a successor, which counts its engines anew.
      if (engines.get(key) !== engine) return;
      engines.delete(key);
      answer({ engine: 'ended', key, reason });
    });
  }

  return {
    handle(request, answer) {
      switch (request.engine) {
        case 'start':
          start(request.key, request.program, answer);
          return;
        case 'tell':
          engines.get(request.key)?.send(request.message);
          return;
        case 'kill':
          engines.get(request.key)?.kill();
      }
    },
    clear() {
      const orphans = [...engines.values()];
      engines.clear();
      for (const engine of orphans) engine.kill();
    },
  };
}
