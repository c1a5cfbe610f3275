import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestShell, launchApp, missingForWindow, openDisplay, root } from '../e2e/electron-app.ts';
import { pack, run, unpackArchive } from './pack.ts';

const missing = missingForWindow();
/** The one fuse that the tests' older Electron does not have. */
const NEWER_FUSE = /^ {2}grantFileProtocolExtraPrivileges: false\n/m;
const folder = mkdtempSync(join(tmpdir(), 'espalier-packaged-'));

describe.skipIf(missing !== undefined)(`the packed application${missing === undefined ? '' : ` (${missing})`}`, () => {
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe('with a shell that can be driven', () => {
    let screen: { readonly display: string; close(): void };

    beforeAll(async () => {
      await buildTestShell();
      screen = await openDisplay();
      pack('test/packaging/driven.yml', 'out/packaged');
    });
    afterAll(() => screen.close());

    it('starts, and its page comes out of the archive', async () => {
      const app = await launchApp(join(root, 'out/packaged/linux-unpacked/espalier'), folder, screen.display);
      try {
        const page = await app.firstWindow();
        await page.getByRole('heading').first().waitFor();
        expect(await page.title()).toContain('Espalier');
        expect(page.url()).toMatch(/^app:\/\/espalier\//);
        expect(await app.evaluate(({ app: packed }) => packed.getAppPath())).toMatch(/app\.asar$/);
      } finally {
        await app.close();
      }
    });
  });

  describe('as it is released', () => {
    const packed = join(root, 'out/packaged-release/linux-unpacked');
    const resources = join(packed, 'resources');
    const unpacked = join(folder, 'archive');
    const configuration = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

    beforeAll(() => {
      writeFileSync(join(root, 'out/release.yml'), configuration.replace(NEWER_FUSE, ''));
      pack('out/release.yml', 'out/packaged-release');
      unpackArchive(join(resources, 'app.asar'), unpacked);
    });

    it('has every fuse of its configuration in its binary', async () => {
      // The wire holds digits.
      const [DISABLE, ENABLE] = Buffer.from('01');
      expect(configuration).toMatch(NEWER_FUSE);
      expect(await getCurrentFuseWire(join(packed, 'espalier'))).toMatchObject({
        [FuseV1Options.RunAsNode]: DISABLE,
        [FuseV1Options.EnableCookieEncryption]: ENABLE,
        [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
        [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
        [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
        [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
      });
    });

    it('has a page that makes no code out of text', () => {
      const assets = join(unpacked, 'out/renderer/assets');
      const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
      expect(scripts.length).toBeGreaterThan(0);
      const makers = /(?<![\w$.])(eval|Function)\(/;
      expect(scripts.filter((file) => makers.test(readFileSync(join(assets, file), 'utf8')))).toEqual([]);
    });

    it('has native code for this platform only, outside the archive, and no tests', () => {
      const beside = join(resources, 'app.asar.unpacked/node_modules');
      const native = readdirSync(beside, { recursive: true, encoding: 'utf8' }).filter((file) =>
        /\.(node|dll|dylib)$/.test(file),
      );
      expect(native.filter((file) => /win32|darwin|musl|\.dll$|\.dylib$/.test(file))).toEqual([]);
      for (const name of ['onnxruntime_binding.node', `linux-${process.arch}.node`, `sharp-linux-${process.arch}`]) {
        expect(native.filter((file) => file.includes(name))).toHaveLength(1);
      }
      const programs = readdirSync(join(unpacked, 'out'));
      expect(programs.toSorted()).toEqual(['renderer', 'resources', 'shell', 'src-main', 'src-shared']);
    });

    it('has all that the engine needs, from image files to a network', async () => {
      const images = join(folder, 'images');
      for (const [name, background] of [
        ['red', '#a00'],
        ['blue', '#00a'],
      ] as const) {
        mkdirSync(join(images, name), { recursive: true });
        for (let index = 0; index < 20; index++) {
          const image = sharp({ create: { width: 40, height: 32 + index, channels: 3, background } });
          await image.png().toFile(join(images, name, `${index}.png`));
        }
      }
      const recipe = join(folder, 'recipe.json');
      const network = { kind: 'vgg16', width: 0.05 };
      const dataset = { kind: 'image-folder', path: images, test: 0.5 };
      const train = { epochs: 1, batchSize: 10 };
      writeFileSync(recipe, JSON.stringify({ name: 'packed', device: 'cpu', dataset, network, train }));
      const printed = run(join(unpacked, 'out/src-main/cli/main.js'), [
        'run',
        recipe,
        '--home',
        join(folder, 'home'),
        '--json',
      ]);
      const last: unknown = JSON.parse(printed.trim().split('\n').at(-1) ?? '');
      expect(last).toMatchObject({
        event: 'result',
        result: { dataset: { train: 20, test: 20, classes: ['blue', 'red'] } },
      });
    });
  });
});
