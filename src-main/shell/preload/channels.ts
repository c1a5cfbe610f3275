/** What the preload says to the shell and hears from it; no page can. Types, for a sandboxed preload can load no other file. */
export type ReadyChannel = 'espalier-ready';
export type PortChannel = 'espalier-port';
export type DropChannel = 'espalier-dropped';
