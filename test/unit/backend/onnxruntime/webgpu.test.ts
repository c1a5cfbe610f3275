import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/** The software GPU that comes with Debian's Chromium. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const missing = existsSync(SWIFTSHADER) ? undefined : `there is no ${SWIFTSHADER}`;

/** The losses of a few training steps, in a process of its own, since a GPU driver may end it. */
async function trainingLosses(device: 'cpu' | 'webgpu'): Promise<number[]> {
  const program = fileURLToPath(new URL('./training-losses.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, device], {
    env: { ...process.env, VK_ICD_FILENAMES: SWIFTSHADER, LD_LIBRARY_PATH: dirname(SWIFTSHADER) },
  });
  const losses: unknown = JSON.parse(stdout);
  if (!Array.isArray(losses)) throw new Error(`no losses: ${stdout}`);
  return losses.map(Number);
}

describe.skipIf(missing !== undefined)(`WebGPU on a software GPU ${missing ?? ''}`, () => {
  it('gives the losses of the CPU over training steps of VGG16', async () => {
    // Would catch an operator that WebGPU lacks or computes otherwise, in either pass or in the update.
    const [expected, found] = [await trainingLosses('cpu'), await trainingLosses('webgpu')];
    expect(found.length).toBe(4);
    expect(new Set(found).size).toBe(4);
    found.forEach((loss, step) => {
      expect(Math.abs(loss / (expected[step] ?? 0) - 1), `step ${step + 1}`).toBeLessThan(1e-4);
    });
  }, 180_000);
});
