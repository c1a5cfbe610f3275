import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './electron-app.ts';

/** A recipe of seconds that has everything a screen can show: seeds, a control, sketches, a refit, fine-tuning. */
export const SMALL_RECIPE = {
  name: 'shapes, half of every layer',
  seeds: 2,
  dataset: { kind: 'generated', train: 400, test: 200 },
  network: { kind: 'vgg16', width: 0.125 },
  train: { epochs: 2, batchSize: 50, learningRate: 0.05, sparsity: 1e-4 },
  prune: { criterion: 'l1', ratio: 0.5 },
  compensate: [{ method: 'sketch' }, { method: 'refit' }],
  finetune: { epochs: 1, learningRate: 0.02 },
  export: ['onnx'],
};

/** Runs a recipe in a home by the command line. */
export function runInHome(home: string, recipe: object, ...options: readonly string[]): void {
  const file = join(home, 'recipe.json');
  writeFileSync(file, JSON.stringify(recipe));
  const program = join(root, 'out/src-main/cli/main.js');
  const { status, stderr } = spawnSync(process.execPath, [program, 'run', file, '--home', home, ...options], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the run failed: ${stderr}`);
}
