import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listSupportedBackends } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { z } from 'zod';

/** The software GPU that comes with Debian's Chromium. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const hasCuda = listSupportedBackends().some(({ name, bundled }) => name === 'cuda' && bundled);

/** The devices that can be compared with the CPU here, or why not. */
const DEVICES = [
  { device: 'webgpu', missing: existsSync(SWIFTSHADER) ? undefined : `there is no ${SWIFTSHADER}` },
  { device: 'cuda', missing: hasCuda ? undefined : 'this ONNX Runtime has no CUDA' },
] as const;

const stepsSchema = z.object({ losses: z.array(z.number()), weights: z.record(z.string(), z.array(z.number())) });

/** The losses of a few training steps and what they make of the weights, in a process of its own, since a GPU driver may end it. */
async function takeSteps(device: 'cpu' | 'webgpu' | 'cuda'): Promise<z.output<typeof stepsSchema>> {
  const program = fileURLToPath(new URL('./training-losses.ts', import.meta.url));
  const softwareGpu = { VK_ICD_FILENAMES: SWIFTSHADER, LD_LIBRARY_PATH: dirname(SWIFTSHADER) };
  const { stdout } = await promisify(execFile)(process.execPath, [program, device], {
    env: { ...process.env, ...(device === 'webgpu' ? softwareGpu : {}) },
  });
  return stepsSchema.parse(JSON.parse(stdout));
}

for (const { device, missing } of DEVICES) {
  // Would catch an operator that the device lacks or computes otherwise, in either pass or in the update, and a state that is lost between steps.
  it.skipIf(missing !== undefined)(
    `${device} gives the losses and weights of the CPU over training steps of VGG16${missing === undefined ? '' : ` (${missing})`}`,
    async () => {
      const [expected, found] = [await takeSteps('cpu'), await takeSteps(device)];
      expect(found.losses.length).toBe(4);
      expect(new Set(found.losses).size).toBe(4);
      found.losses.forEach((loss, step) => {
        expect(Math.abs(loss / (expected.losses[step] ?? 0) - 1), `step ${step + 1}`).toBeLessThan(1e-4);
      });
      expect(Object.keys(found.weights)).toEqual(Object.keys(expected.weights));
      for (const [name, values] of Object.entries(found.weights)) {
        values.forEach((value, index) => expect(value, name).toBeCloseTo(expected.weights[name]?.[index] ?? 0, 3));
      }
    },
    180_000,
  );
}
