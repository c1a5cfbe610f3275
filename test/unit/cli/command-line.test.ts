import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { buildSmallNetwork } from '../../small-network.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const latencySchema = z.object({
  measuredAt: z.string(),
  recorded: z.boolean(),
  groups: z.array(z.object({ name: z.string(), points: z.array(z.object({ channels: z.int() })) })),
});

const MAIN = fileURLToPath(new URL('../../../src-main/cli/main.ts', import.meta.url));

function espalier(...words: string[]): { code: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: 'utf8' });
  return { code: status, out: stdout, error: stderr };
}

describe('the command line', { timeout: 120_000 }, () => {
  it('answers bad usage with exit code 2 and exactly one line on standard error', () => {
    for (const words of [
      [],
      ['rnu'],
      ['runs', '--jsn'],
      ['run'],
      ['run', 'a.json', '--device', 'gpu'],
      ['compare', 'a', '--format', 'xml'],
    ]) {
      const { code, out, error } = espalier(...words);
      expect({ words, code, out }).toEqual({ words, code: 2, out: '' });
      expect(error).toMatch(/^espalier: [^\n]+\n$/);
    }
  });

  it('ends with an error event where JSON was asked for', () => {
    const { code, out, error } = espalier('run', '/no/such/recipe.json', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ event: 'error', code: 'not-found' });
    expect(error).toMatch(/^espalier: there is no recipe file[^\n]+\n$/);
  });

  it('makes no home to list the runs of one, or for a recipe that is not valid', () => {
    const home = join(temporaryFolder(), 'home');
    expect(espalier('runs', '--home', home)).toEqual({ code: 0, out: `no runs in ${home}\n`, error: '' });
    expect(espalier('runs', '--home', home, '--json').out).toBe('[]\n');
    const recipe = join(temporaryFolder(), 'recipe.json');
    writeFileSync(recipe, '{"name": "a", "nets": []}');
    expect(espalier('run', recipe, '--home', home).code).toBe(2);
    expect(existsSync(home)).toBe(false);
  });

  it('lists the presets, as text and for programs', () => {
    expect(espalier('recipes').out).toMatch(/^preset:quick-cifar10-l1 +VGG16 .*CIFAR-10/m);
    expect(JSON.parse(espalier('recipes', '--json').out)).toContainEqual({
      preset: 'preset:quick-cifar10-l1',
      name: expect.stringContaining('CIFAR-10'),
      file: expect.stringMatching(/quick-cifar10-l1\.json$/),
    });
  });

  it('measures how long layers take with how many channels, as text and for programs', () => {
    const home = join(temporaryFolder(), 'home');
    const file = join(temporaryFolder(), 'small.onnx');
    const layer = { kernel: 3, batchNorm: true, activation: 'Relu', pool: 'none' } as const;
    const layers = [6, 6, 4].map((channels) => ({ ...layer, channels }));
    writeFileSync(file, encodeOnnx(buildSmallNetwork({ layers, side: 8, classes: 3, transposed: true, seed: 1 })));
    const latency = (...words: string[]) => espalier('latency', file, '--home', home, ...words);
    const first = latency().out;
    expect(first).toMatch(
      /^measured [^\n]*s\n\nconv1\n[^]*^conv2\n(worth keeping, [^\n]*: [\d, ]*6|no steps to tell: [^\n]*)\n+channels +time/m,
    );
    // What was measured once is told from then on, until it is measured again.
    const recorded = first.replace(/^measured .*$/m, '$&, and recorded since; --again measures anew');
    expect(latency().out).toBe(recorded);
    const json = (...words: string[]) => latencySchema.parse(JSON.parse(latency('--json', ...words).out));
    const old = json();
    expect(old.recorded).toBe(true);
    const anew = json('--again');
    expect(anew.recorded).toBe(false);
    expect(anew.measuredAt > old.measuredAt).toBe(true);
    expect(json()).toEqual({ ...anew, recorded: true });
    const { groups, recorded: known } = json('--batch', '2');
    expect(known).toBe(false);
    expect(groups.map(({ name, points }) => [name, points.map(({ channels }) => channels)])).toEqual([
      ['conv1', [1, 2, 3, 4, 5, 6]],
      ['conv2', [1, 2, 3, 4, 5, 6]],
      ['conv3', [1, 2, 3, 4]],
    ]);
    expect(espalier('latency', 'vgg61', '--home', home)).toMatchObject({
      code: 2,
      error: expect.stringContaining('"vgg61"'),
    });
  });

  it('shows help and version with exit code 0', () => {
    expect(espalier('--help')).toMatchObject({ code: 0, error: '' });
    expect(espalier('--version')).toMatchObject({ code: 0, error: '' });
    expect(espalier('run', '--help').out).toContain('--again');
  });
});
