/** Where runs go as long as nobody says otherwise; the host makes it with the first run. */
const FIRST_PROJECT = 'default';

/** The project that a run will be in: the one that was said, else the one that was active last. `known`: newest activity first. */
export function chooseProject(said: string | undefined, known: readonly string[]): string {
  return said ?? known[0] ?? FIRST_PROJECT;
}
