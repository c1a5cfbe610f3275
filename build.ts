import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

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

/** npm links the commands of dependencies, not a checkout's own: this is what `npx espalier` finds. */
function linkCommand(): void {
  const link = `${root}node_modules/.bin/espalier`;
  const target = '../../out/src-main/cli/main.js';
  if (!existsSync(`${root}node_modules/.bin`)) return;
  rmSync(link, { force: true });
  if (process.platform === 'win32') writeFileSync(`${link}.cmd`, `@node "%~dp0${target}" %*\r\n`);
  else symlinkSync(target, link);
}

compile();
// `../../resources` from a source file and from its compiled twin is then the same content.
cpSync(`${root}resources`, `${root}out/resources`, { recursive: true });
chmodSync(`${root}out/src-main/cli/main.js`, 0o755);
linkCommand();
for (const part of ['renderer', 'shell']) {
  await build({ configFile: `${root}vite.${part}.config.ts`, logLevel: 'warn' });
}
