import { powerSaveBlocker } from 'electron';

/** Keeps the machine from going to sleep while it is asked to; the screen may. */
export function createPowerGuard(): (awake: boolean) => void {
  let blocker: number | undefined;
  return (awake) => {
    if (awake) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
}
