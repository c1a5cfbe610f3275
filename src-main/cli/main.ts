#!/usr/bin/env node
const OLDEST_NODE = 22;

// Checked before anything else is loaded: the database module would end an older Node without a word.
if (Number(process.versions.node.split('.', 1)) < OLDEST_NODE) {
  process.stderr.write(`espalier: this is Node ${process.versions.node}; Node ${OLDEST_NODE} or newer is needed\n`);
  process.exitCode = 2;
} else {
  const { runCommandLine } = await import('./command-line.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
}

export {};
