/** The only channel between the page and the shell. A type, for a sandboxed preload can load no other file. */
export type RequestChannel = 'request';
