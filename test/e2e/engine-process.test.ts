import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingForWindow, root } from './electron-app.ts';
import { ask, openLine, useWindow } from './window-fixture.ts';

const missing = missingForWindow();
const HOST = join(root, 'test/e2e/shell/host-with-shell-engines.ts');

const recipe = {
  name: 'short',
  device: 'cpu',
  dataset: { kind: 'generated', train: 200, test: 100 },
  network: { kind: 'vgg16', width: 0.05 },
  train: { epochs: 1, batchSize: 50 },
  prune: { criterion: 'l1', ratio: 0.5 },
  controls: [],
  export: [],
};

describe.skipIf(missing !== undefined)(
  `engines as utility processes${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    const fixture = useWindow();

    it('carry a recipe out from the first step to the result', async () => {
      const { app, page } = await fixture.launch(fixture.newHome(), HOST);
      await openLine(page);
      expect(await ask(page, 'jobs.add', { recipe, project: 'default' })).toMatchObject({ ok: true });
      await expect
        .poll(() => ask(page, 'runs.list', {}), { timeout: 40_000 })
        .toMatchObject({ data: { runs: [{ state: 'done' }] } });
      await app.close();
    });

    it('end with their reason known, and the run is left as one that can be resumed', async () => {
      const { app, page } = await fixture.launch(fixture.newHome(), HOST);
      await openLine(page);
      const long = { ...recipe, train: { ...recipe.train, epochs: 500 } };
      await ask(page, 'jobs.add', { recipe: long, project: 'default' });
      await expect
        .poll(() => ask(page, 'runs.list', {}), { timeout: 40_000 })
        .toMatchObject({ data: { runs: [{ state: 'running' }] } });
      const engines = await app.evaluate(({ app: electron }) =>
        electron.getAppMetrics().flatMap(({ name, pid }) => (name === 'Espalier engine' ? [pid] : [])),
      );
      expect(engines).toHaveLength(1);
      expect(readFileSync(`/proc/${String(engines[0])}/cmdline`, 'utf8')).toContain('--type=utility');
      process.kill(engines[0] ?? 0, 'SIGKILL');
      await expect
        .poll(() => ask(page, 'jobs.list', {}), { timeout: 40_000 })
        .toMatchObject({ data: { jobs: [{ state: 'failed', error: { code: 'engine-crashed' } }] } });
      await app.close();
    });
  },
);
