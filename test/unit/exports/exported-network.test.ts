import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseVariant, readExport } from '../../../src-main/exports/exported-network.ts';
import { encodeOnnx } from '../../../src-main/graph/onnx-writer.ts';
import { buildVgg16 } from '../../../src-main/network/vgg16.ts';
import { decodeSafetensors } from '../../../src-main/weights/safetensors.ts';
import type { VariantResult } from '../../../src-shared/result.ts';
import { expectError } from '../../expect-error.ts';
import { sampleResult, sampleVariant } from '../../sample-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const network = buildVgg16({ classes: 3, width: 0.05, seed: 1 });

function exportOnnx(): { variant: VariantResult; path: string; bytes: Uint8Array } {
  const path = join(temporaryFolder(), 'pruned.onnx');
  const bytes = encodeOnnx(network);
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    path,
    bytes,
    variant: sampleVariant('pruned', { files: [{ format: 'onnx', path, bytes: bytes.length, sha256 }] }),
  };
}

describe('chooseVariant', () => {
  const result = sampleResult();

  it('takes the most accurate smaller network, of equals the smallest, never the base before them', () => {
    expect(chooseVariant(result, undefined).name).toBe('pruned');
    const equals = [sampleVariant('large', { parameters: 9 }), sampleVariant('small', { parameters: 8 })];
    expect(
      chooseVariant(sampleResult({ variants: [sampleVariant('base', { accuracy: 1 }), ...equals] }), undefined).name,
    ).toBe('small');
    expect(chooseVariant(sampleResult({ variants: [sampleVariant('base')] }), undefined).name).toBe('base');
  });

  it('takes the one that is named, and lists them where the name is unknown', () => {
    expect(chooseVariant(result, 'base').name).toBe('base');
    expectError(() => chooseVariant(result, 'sketch'), 'not-found', /it has base, pruned, sketch-procrustes/);
  });
});

describe('readExport', () => {
  it('gives the exported file byte for byte', () => {
    const { variant, bytes } = exportOnnx();
    expect(Buffer.compare(readExport(sampleResult(), variant, 'onnx'), bytes)).toBe(0);
  });

  it('makes safetensors of the ONNX file with every weight as it was (would catch a lost or renamed weight)', () => {
    const { variant } = exportOnnx();
    const { tensors, metadata } = decodeSafetensors(readExport(sampleResult(), variant, 'safetensors'));
    expect(tensors).toEqual(network.weights);
    expect(metadata).toMatchObject({ application: 'espalier', variant: 'pruned' });
  });

  it('refuses a file that was changed or removed since (would catch a network that is not the one measured)', () => {
    const { variant, path } = exportOnnx();
    writeFileSync(path, 'other');
    expectError(() => readExport(sampleResult(), variant, 'onnx'), 'not-found', /has been changed/);
    rmSync(path);
    expectError(() => readExport(sampleResult(), variant, 'safetensors'), 'not-found', /is gone/);
  });

  it('says what to add to the recipe where nothing was exported', () => {
    const variant = sampleVariant('pruned', { files: [] });
    expectError(() => readExport(sampleResult(), variant, 'onnx'), 'not-found', /add "onnx" to "export"/);
  });
});
