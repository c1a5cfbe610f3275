import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse as parseDocument } from '@humanwhocodes/momoa';
import { EspalierError, toEspalierError } from '../../../src-shared/errors.ts';
import type { DatasetRecipe } from '../../../src-shared/dataset-recipe.ts';
import type { NetworkRecipe } from '../../../src-shared/network-recipe.ts';
import { parseRecipe, type Recipe } from '../../../src-shared/recipe.ts';

/**
 * Reads a recipe file. Paths in it are relative to its folder and come back absolute.
 * @throws EspalierError `not-found` where there is no such file, `bad-recipe` with line and column where it is no JSON, or with the key.
 */
export function readRecipe(file: string): Recipe {
  return parseRecipeText(readRecipeText(file), file);
}

/** The recipe in a text; paths in it are relative to the folder of `file`, which errors name. @throws EspalierError `bad-recipe`. */
export function parseRecipeText(text: string, file: string): Recipe {
  const value = parseJson(text, file);
  try {
    return resolvePaths(parseRecipe(value), dirname(resolve(file)));
  } catch (cause) {
    throw new EspalierError('bad-recipe', `${file}: ${toEspalierError(cause).message}`, { cause });
  }
}

/** The text of a recipe file, without a byte order mark. @throws EspalierError `not-found` or `bad-recipe`. */
export function readRecipeText(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new EspalierError('not-found', `there is no recipe file "${file}"`, { cause });
    }
    throw new EspalierError('bad-recipe', `can't read the recipe "${file}": ${toEspalierError(cause).message}`, {
      cause,
    });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EspalierError('bad-recipe', `${file}: not valid JSON: ${describeJsonError(text, cause)}`, { cause });
  }
}

/** What is wrong with a JSON text and where: JSON.parse gives the place of few errors, the other parser of nearly all. */
function describeJsonError(text: string, cause: unknown): string {
  try {
    parseDocument(text);
  } catch (located) {
    const [, problem, line, column] = /^(.*?)\.? \((\d+):(\d+)\)$/s.exec(toEspalierError(located).message) ?? [];
    if (problem !== undefined) return `line ${line}, column ${column}: ${problem}`;
  }
  return toEspalierError(cause).message;
}

function resolvePaths(recipe: Recipe, folder: string): Recipe {
  const { dataset, network } = recipe;
  return {
    ...recipe,
    dataset: resolveDataset(dataset, folder),
    network: resolveNetwork(network, folder),
  };
}

function resolveDataset(dataset: DatasetRecipe, folder: string): DatasetRecipe {
  const absolute = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : resolve(folder, path);
  switch (dataset.kind) {
    case 'generated':
    case 'generated-scenes':
      return dataset;
    case 'coco': {
      const { path, images, test, testImages } = dataset;
      return {
        ...dataset,
        path: resolve(folder, path),
        images: absolute(images),
        test: typeof test === 'number' || test === 'train' ? test : resolve(folder, test),
        testImages: absolute(testImages),
      };
    }
    case 'yolo':
      return { ...dataset, path: resolve(folder, dataset.path), names: absolute(dataset.names) };
    case 'cifar10':
    case 'cifar100':
    case 'image-folder':
    case 'visdrone':
      return { ...dataset, path: resolve(folder, dataset.path) };
  }
}

function resolveNetwork(network: NetworkRecipe, folder: string): NetworkRecipe {
  const placed = 'path' in network ? { ...network, path: resolve(folder, network.path) } : network;
  return 'weights' in placed && placed.weights !== undefined
    ? { ...placed, weights: resolve(folder, placed.weights) }
    : placed;
}
