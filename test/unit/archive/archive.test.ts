import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { pack, type Pack } from 'tar-stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkPaths } from '../../../src-main/archive/check-paths.ts';
import { VERSION } from '../../../src-main/archive/manifest.ts';
import { restoreProject } from '../../../src-main/archive/restore-project.ts';
import { writeArchive } from '../../../src-main/archive/write-archive.ts';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { EspalierError } from '../../../src-shared/errors.ts';
import { sampleCertificate, sampleEpoch, sampleRecipe, sampleResult, sampleVariant } from '../../sample-result.ts';
import { expectError } from '../../expect-error.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

type EntryHeader = Parameters<Pack['entry']>[0];

const KEY = 'ab'.repeat(16);

function open(home = temporaryFolder()): Store {
  const store = openStore(home);
  onTestFinished(() => store.close());
  return store;
}

/** A home with a project of one finished run that has every kind of row and file. */
function filledStore(): Store {
  const store = open();
  const folder = join(store.home, 'runs', 'run-1');
  const path = join(folder, 'exports', 'base.onnx');
  mkdirSync(join(folder, 'exports'), { recursive: true });
  writeFileSync(path, 'a network');
  mkdirSync(join(store.home, 'stages', KEY), { recursive: true });
  writeFileSync(join(store.home, 'stages', KEY, 'record.json'), '{}');
  const run = { id: 'run-1', recipe: sampleRecipe, recipeHash: 'h', device: 'cpu', pid: 1, folder } as const;
  store.createRun({ ...run, project: 'mine' });
  store.recordOutcome('run-1', KEY);
  store.recordEpoch('run-1', sampleEpoch({ steps: 3 }));
  const ofBase = { stage: 'train', variant: 'base', seed: 1 } as const;
  store.recordLosses('run-1', { event: 'progress', ...ofBase, done: 3, total: 9, losses: [3, 2, 1] });
  store.recordScales('run-1', { ...ofBase, epoch: 1, counts: [0, 4, 1] });
  store.recordPlan('run-1', 1, [{ layer: 'conv1', originalChannels: 2, keep: [1] }]);
  store.recordCertificate('run-1', { variant: 'sketch', seed: 1, certificate: sampleCertificate('conv1') });
  store.log('run-1', { at: '2026-01-01', level: 'warning', message: 'few images' }, 'always');
  store.recordArtifact('run-1', 'export/base.onnx', path);
  const files = [{ format: 'onnx', path, bytes: 9, sha256: sha256('a network') } as const];
  store.saveResult('run-1', sampleResult({ runId: 'run-1', variants: [sampleVariant('base', { files })] }));
  return store;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function listFiles(home: string): string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('backups') && !entry.name.startsWith('espalier.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(home.length));
}

async function archive(name = 'p.tar', withoutStages = false): Promise<string> {
  const file = join(temporaryFolder(), name);
  await writeArchive(filledStore(), 'mine', file, { withoutStages });
  return file;
}

describe('a project', () => {
  it.each(['p.tar', 'p.tar.gz'])('as %s comes back whole in another home, its paths there', async (name) => {
    const file = await archive(name);
    const store = open();
    expect(await restoreProject(store, file)).toMatchObject({ project: 'mine', runs: ['run-1'], known: [] });
    const run = store.getRun('run-1');
    const path = run?.result?.variants[0]?.files[0]?.path ?? '';
    expect(path).toBe(join(store.home, 'runs', 'run-1', 'exports', 'base.onnx'));
    expect(readFileSync(path, 'utf8')).toBe('a network');
    expect(run?.folder).toBe(join(store.home, 'runs', 'run-1'));
    expect(store.findFinished('h')?.id).toBe('run-1');
    expect(store.listEpochs('run-1')).toEqual([sampleEpoch({ steps: 3 })]);
    const losses = Float32Array.of(3, 2, 1);
    expect(store.listLosses('run-1')).toEqual([{ stage: 'train', variant: 'base', seed: 1, total: 9, losses }]);
    expect(store.listScales('run-1')).toMatchObject([{ epoch: 1, counts: [0, 4, 1] }]);
    expect(store.firstPlan('run-1')).toMatchObject([{ layer: 'conv1', keep: [1] }]);
    expect(store.listCertificates('run-1')).toMatchObject([{ variant: 'sketch', certificate: { layer: 'conv1' } }]);
    expect(store.listLog('run-1')).toEqual([{ at: '2026-01-01', level: 'warning', message: 'few images' }]);
    expect(store.listArtifacts('run-1').every((kept) => existsSync(kept.path))).toBe(true);
    expect(readFileSync(join(store.home, 'stages', KEY, 'record.json'), 'utf8')).toBe('{}');
    expect(readdirSync(store.home).filter((entry) => entry.startsWith('.'))).toEqual([]);

    expect(await restoreProject(store, file, 'again')).toMatchObject({ runs: [], known: ['run-1'] });
    expect(store.listRuns().map(({ project }) => project)).toEqual(['mine']);
  });

  it('can travel without the outcomes of stages', async () => {
    const store = open();
    await restoreProject(store, await archive('p.tar', true), 'other');
    expect(existsSync(join(store.home, 'stages'))).toBe(false);
    expect(store.listRuns('other')).toHaveLength(1);
  });

  it('written before losses and logs were kept is restored without them (would catch old archives refused)', async () => {
    const { step_losses, scales, plans, certificates, log_lines, ...rows } = filledStore().readProjectRows('mine');
    expect([step_losses, scales, plans, certificates, log_lines].map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
    const metrics = rows.metrics.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'steps')),
    );
    const content = JSON.stringify({ ...rows, metrics, artifacts: [], run_artifacts: [] });
    const manifest = JSON.stringify({
      format: 'espalier-project',
      version: 1,
      project: 'mine',
      createdAt: '',
      rows: { bytes: content.length, sha256: sha256(content) },
      files: [],
    });
    const tar = pack();
    tar.entry({ name: `manifest-${sha256(manifest)}.json` }, manifest);
    tar.entry({ name: `content/${sha256(content)}` }, content);
    tar.finalize();
    const file = join(temporaryFolder(), 'old.tar');
    writeFileSync(file, await buffer(tar));
    const store = open();
    expect(await restoreProject(store, file)).toMatchObject({ runs: ['run-1'] });
    expect(store.listEpochs('run-1')).toEqual([sampleEpoch()]);
    expect(store.listLosses('run-1')).toEqual([]);
  });

  it('is not restored over another run of the same id (would catch a result that is replaced)', async () => {
    const file = await archive();
    const store = open();
    const folder = join(store.home, 'runs', 'run-1');
    store.createRun({ id: 'run-1', recipe: sampleRecipe, recipeHash: 'other', device: 'cpu', pid: 1, folder });
    await expect(restoreProject(store, file)).rejects.toMatchObject({ code: 'bad-archive' });
    expect(listFiles(store.home)).toEqual([]);
  });
});

describe('a hostile archive', () => {
  it('changed anywhere or cut off is refused whole, or restored right where nothing of it is used', async () => {
    const bytes = readFileSync(await archive());
    const file = join(temporaryFolder(), 'bad.tar');
    const expected = ['artifacts', 'runs', 'stages'];
    const change = fc.oneof(
      fc.record({ at: fc.nat(bytes.length - 1), bit: fc.nat(7) }).map(({ at, bit }) => {
        const copy = Buffer.from(bytes);
        copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
        return copy;
      }),
      fc.nat(bytes.length - 1).map((length) => bytes.subarray(0, length)),
    );
    const store = open();
    await fc.assert(
      fc.asyncProperty(change, async (changed) => {
        writeFileSync(file, changed);
        try {
          await restoreProject(store, file);
        } catch (error) {
          expect(error).toBeInstanceOf(EspalierError);
          expect(error).toMatchObject({ code: expect.stringMatching(/bad-archive|storage-failed/) });
          expect(listFiles(store.home)).toEqual([]);
          return;
        }
        expect(expected.every((folder) => existsSync(join(store.home, folder)))).toBe(true);
        store.deleteRun('run-1');
        for (const folder of expected) rmSync(join(store.home, folder), { recursive: true });
      }),
      { numRuns: 60 },
    );
  });

  it('that is missing, a folder or no tar file is said to be that (would catch an error nobody handles)', async () => {
    const store = open();
    const text = join(temporaryFolder(), 'recipe.json');
    writeFileSync(text, '{ "name": "a recipe" }');
    await expect(restoreProject(store, `${text}.tar`)).rejects.toMatchObject({ code: 'not-found' });
    for (const file of [text, store.home]) {
      await expect(restoreProject(store, file)).rejects.toMatchObject({
        code: 'bad-archive',
        message: expect.stringMatching(/no archive of a project/),
      });
    }
  });

  const manifest = (changes: object): string =>
    JSON.stringify({
      format: 'espalier-project',
      version: 1,
      project: 'p',
      createdAt: '',
      rows: { bytes: 2, sha256: sha256('{}') },
      files: [],
      ...changes,
    });
  const named = (content: string): EntryHeader => ({ name: `manifest-${sha256(content)}.json` });
  const link: EntryHeader = { name: `content/${sha256('{}')}`, type: 'symlink', linkname: '/etc/passwd' };
  const newer = manifest({ version: VERSION + 1 });
  const escaping = manifest({ files: [{ path: '../x', bytes: 0, sha256: sha256('') }] });
  const huge = manifest({ files: [{ path: 'runs/a/x', bytes: 1e15, sha256: sha256('') }] });
  it.each<[string, [EntryHeader, string][], RegExp]>([
    ['that is something else', [[{ name: 'readme.txt' }, 'hello']], /no archive of a project/],
    ['of a newer version', [[named(newer), newer]], /newer Espalier/],
    ['with a path that leads out', [[named(escaping), escaping]], /leads out/],
    ['that asks for more room than there is', [[named(huge), huge]], /the disk of/],
    [
      'with a link',
      [
        [named(manifest({})), manifest({})],
        [link, ''],
      ],
      /no plain file/,
    ],
    [
      'with an entry of its own',
      [
        [named(manifest({})), manifest({})],
        [{ name: '../../x' }, 'x'],
      ],
      /not in its manifest/,
    ],
    [
      'with rows that are none',
      [
        [named(manifest({})), manifest({})],
        [{ name: `content/${sha256('{}')}` }, '{}'],
      ],
      /rows are not valid/,
    ],
  ])('%s is refused with a reason', async (_, entries, reason) => {
    const tar = pack();
    for (const [header, content] of entries) tar.entry(header, content);
    tar.finalize();
    const file = join(temporaryFolder(), 'hostile.tar');
    writeFileSync(file, await buffer(tar));
    const store = open();
    const refusal: unknown = await restoreProject(store, file).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EspalierError);
    expect(String(refusal)).toMatch(reason);
    expect(listFiles(store.home)).toEqual([]);
  });
});

it.each([
  ['runs/a/../../x', /leads out/],
  ['/etc/passwd', /leads out/],
  ['runs/a/c:/x', /not allowed/],
  ['runs\\a\\x', /not allowed/],
  ['runs/a/con.txt', /reserves/],
  ['runs/a/x.', /reserves/],
  ['espalier.sqlite', /belongs to no folder/],
  ['backups/x', /belongs to no folder/],
  [`runs/a/${'x'.repeat(500)}`, /too long/],
])('the path %s is refused (would catch a file outside its folder)', (path, reason) => {
  expectError(() => checkPaths('a.tar', [path]), 'bad-archive', reason);
});

it('paths that are one on some systems, or file and folder at once, are refused', () => {
  expectError(() => checkPaths('a.tar', ['runs/a/X', 'runs/a/x']), 'bad-archive', /twice/);
  expectError(() => checkPaths('a.tar', ['runs/a/x', 'runs/a/x/y']), 'bad-archive', /folder too/);
  checkPaths('a.tar', ['runs/a/x/y', 'runs/a/z', 'stages/ab.checkpoints/epoch-1/network.onnx']);
});
