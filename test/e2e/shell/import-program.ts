import { pathToFileURL } from 'node:url';

/** Becomes the program that its command line names. */
void import(pathToFileURL(process.argv[2] ?? '').href);
