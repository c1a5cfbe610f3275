import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestShell, electronFolder, launchApp, missingForWindow, openDisplay, root } from '../e2e/electron-app.ts';

const missing = missingForWindow();
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
const home = mkdtempSync(join(tmpdir(), 'espalier-packaged-'));

describe.skipIf(missing !== undefined)(`the packed application${missing === undefined ? '' : ` (${missing})`}`, () => {
  let screen: { readonly display: string; close(): void };

  beforeAll(async () => {
    await buildTestShell();
    screen = await openDisplay();
  });
  afterAll(() => {
    screen.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('starts, and its page comes out of the archive', async () => {
    const electron = electronFolder() ?? '';
    const version = readFileSync(join(electron, 'version'), 'utf8').trim();
    const packing = spawnSync(
      process.execPath,
      [
        builder,
        ...['--linux', 'dir', '--publish', 'never', '--config', 'test/packaging/electron-builder.yml'],
        `-c.electronDist=${electron}`,
        `-c.electronVersion=${version}`,
      ],
      { cwd: root, encoding: 'utf8' },
    );
    expect(packing.status, packing.stdout + packing.stderr).toBe(0);

    const app = await launchApp(join(root, 'out/packaged/linux-unpacked/espalier'), home, screen.display);
    try {
      const page = await app.firstWindow();
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
      expect(await page.title()).toBe('Espalier');
      expect(await app.evaluate(({ app: packed }) => packed.getAppPath())).toMatch(/app\.asar$/);
    } finally {
      await app.close();
    }
  });
});
