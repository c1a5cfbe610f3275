import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EspalierError } from '../../src-shared/errors.ts';
import type { ExportFormat } from '../../src-shared/recipe.ts';
import type { ExportedFile, RunResult, VariantResult } from '../../src-shared/result.ts';
import type { Graph } from '../graph/graph.ts';
import { decodeOnnx } from '../graph/onnx-reader.ts';
import { encodeSafetensors } from '../weights/safetensors.ts';

/**
 * The network of a run that an export without a name means: the most accurate of those smaller than the base, of equals the smallest.
 * @throws EspalierError `not-found` where the run has no network of that name.
 */
export function chooseVariant(result: RunResult, name: string | undefined): VariantResult {
  const candidates =
    name === undefined
      ? result.variants.toSorted(
          (a, b) =>
            Number(a.name === 'base') - Number(b.name === 'base') ||
            b.accuracy - a.accuracy ||
            a.parameters - b.parameters,
        )
      : result.variants.filter((variant) => variant.name === name);
  const [chosen] = candidates;
  if (chosen === undefined) {
    const known = result.variants.map((variant) => variant.name).join(', ');
    throw new EspalierError('not-found', `run ${result.runId} has no network "${name}"; it has ${known}`);
  }
  return chosen;
}

/**
 * The bytes of a network in a format of one file: those the run exported, or safetensors made of its ONNX file.
 * @throws EspalierError `not-found` where the run exported nothing to take them from, or its file is gone or no longer what it was.
 */
export function readExport(result: RunResult, variant: VariantResult, format: 'onnx' | 'safetensors'): Uint8Array {
  const exported = variant.files.find((file) => file.format === format);
  if (exported !== undefined) return readUnchanged(exported);
  const { weights } = readExportedNetwork(result, variant, format);
  return encodeSafetensors(weights, { application: 'espalier', recipe: result.name, variant: variant.name });
}

/** The network in the run's ONNX file, for an export in a format that the run did not write. @throws EspalierError `not-found`. */
export function readExportedNetwork(result: RunResult, variant: VariantResult, format: ExportFormat): Graph {
  const onnx = variant.files.find((file) => file.format === 'onnx');
  if (onnx === undefined) {
    throw new EspalierError(
      'not-found',
      `run ${result.runId} did not export ${format}; add "${format}" to "export" in its recipe and run it`,
    );
  }
  return decodeOnnx(readUnchanged(onnx), onnx.path);
}

function readUnchanged({ path, sha256 }: ExportedFile): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new EspalierError('not-found', `the exported file ${path} is gone; run the recipe again with --again`, {
      cause,
    });
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw changedSince(path);
  return bytes;
}

export function changedSince(path: string): EspalierError {
  const message = `the exported file ${path} has been changed since; run the recipe again with --again`;
  return new EspalierError('not-found', message);
}
