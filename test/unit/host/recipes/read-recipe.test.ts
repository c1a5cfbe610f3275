import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecipe } from '../../../../src-main/host/recipes/read-recipe.ts';
import { expectError } from '../../../expect-error.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const minimal = { name: 'a', dataset: { kind: 'generated' }, network: { kind: 'vgg16' }, train: { epochs: 1 } };

function writeRecipe(content: string | object): string {
  const file = join(temporaryFolder(), 'recipe.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function expectProblem(content: string | object, message: RegExp): void {
  const file = writeRecipe(content);
  expectError(() => readRecipe(file), 'bad-recipe', message);
  expectError(() => readRecipe(file), 'bad-recipe', /recipe\.json/);
}

describe('readRecipe', () => {
  it('fills in defaults and accepts a byte order mark (would catch "unexpected token" on a file from Notepad)', () => {
    expect(readRecipe(writeRecipe(`\uFEFF${JSON.stringify(minimal)}`))).toMatchObject({
      name: 'a',
      seed: 1,
      device: 'auto',
    });
  });

  it('takes paths from the folder of the recipe, not the working directory', () => {
    const file = writeRecipe({
      name: 'a',
      dataset: { kind: 'cifar10', path: '../data' },
      network: { kind: 'onnx', path: 'nets/a.onnx' },
    });
    expect(readRecipe(file)).toMatchObject({
      dataset: { path: join(file, '..', '..', 'data') },
      network: { path: join(file, '..', 'nets', 'a.onnx') },
    });
  });

  it('leaves absolute paths as they are', () => {
    const recipe = {
      name: 'a',
      dataset: { kind: 'cifar10', path: '/data' },
      network: { kind: 'onnx', path: '/a.onnx' },
    };
    expect(readRecipe(writeRecipe(recipe))).toMatchObject({ dataset: { path: '/data' }, network: { path: '/a.onnx' } });
  });

  it('finds a file of weights beside the recipe (would catch one looked for in the working folder)', () => {
    const network = { kind: 'vgg16', weights: 'vgg.pth' };
    const file = writeRecipe({ name: 'a', dataset: { kind: 'generated' }, network });
    expect(readRecipe(file)).toMatchObject({ network: { weights: join(dirname(file), 'vgg.pth') } });
  });

  it('says that a file is missing', () => {
    const file = join(temporaryFolder(), 'nothing.json');
    expectError(() => readRecipe(file), 'not-found', /no recipe file ".*nothing\.json"/);
  });

  it('says that a folder is no recipe', () => {
    const folder = join(temporaryFolder(), 'recipe.json');
    mkdirSync(folder);
    expectError(() => readRecipe(folder), 'bad-recipe', /can't read the recipe/);
  });

  it('gives line and column of what is no JSON (would catch a bare "Unexpected token")', () => {
    expectProblem('{\n  "name": x\n}', /line 2, column 11: Unexpected character 'x'/);
    expectProblem('{\n  "name": "a",\n}', /line 3, column 1/);
    expectProblem('', /line 1, column 1: Unexpected end/);
    expectProblem('{"name": "a\nb"}', /line 1 column 12/);
  });

  it('names the key of what is wrong', () => {
    expectProblem({ ...minimal, colour: 1 }, /unknown key "colour"/);
    expectProblem({ ...minimal, prune: { criterion: 'l1', ratio: 1.2 } }, /prune\.ratio/);
    expectProblem('[]', /not valid/);
  });
});
