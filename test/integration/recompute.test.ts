import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';

const schema = z.object({ loss: z.number(), takenBytes: z.number() });

function takeStep(way: 'kept' | 'again'): z.infer<typeof schema> {
  const program = fileURLToPath(new URL('./recomputed-step.ts', import.meta.url));
  return schema.parse(JSON.parse(execFileSync(process.execPath, [program, way], { encoding: 'utf8' })));
}

// Would catch an engine that merges what is computed twice, computes it early, or holds memory of the forward pass for later.
it('takes at least a fifth less memory where activations are computed again, and has the same loss', () => {
  const kept = takeStep('kept');
  const again = takeStep('again');
  expect(again.loss).toBe(kept.loss);
  expect(again.takenBytes).toBeLessThan(0.8 * kept.takenBytes);
}, 300_000);
