import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

/** Compiles src-shared and src-main into out/, each file where its source is, so that relative paths hold in both trees. */
function compile(): void {
  const { status } = spawnSync(process.execPath, [compiler, '--build', 'src-shared', 'src-main'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** `../../resources` from a source file and from its compiled twin is then the same content. */
function copyResources(): void {
  cpSync(`${root}resources`, `${root}out/resources`, { recursive: true });
}

function markExecutable(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o755);
}

compile();
copyResources();
markExecutable(`${root}out/src-main/cli/main.js`);
