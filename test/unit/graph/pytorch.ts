import { spawnSync } from 'node:child_process';
import { floatTensor, type FloatTensor } from '../../../src-main/graph/tensor.ts';

const PYTHON = '/usr/bin/python3';

/** Why the tests that compare with PyTorch can't run here; undefined where they can. */
export const pytorchMissing = missing('torch');

/** Why the tests that compare with the onnx package can't run here; undefined where they can. */
export const onnxMissing = missing('onnx');

function missing(module: string): string | undefined {
  const { status } = spawnSync(PYTHON, ['-c', `import ${module}`]);
  return status === 0 ? undefined : `${PYTHON} has no ${module}`;
}

export type Tensors = Readonly<Record<string, FloatTensor>>;

const PRELUDE = `
import base64, json, sys
import numpy as np
given = json.load(sys.stdin)
def unpack(packed):
    return {name: np.frombuffer(base64.b64decode(t['data']), np.float32).reshape(t['shape']).copy() for name, t in packed.items()}
def pack(arrays):
    arrays = {name: np.ascontiguousarray(a, np.float32) for name, a in arrays.items()}
    return {name: {'shape': list(np.shape(a)), 'data': base64.b64encode(a.tobytes()).decode()} for name, a in arrays.items()}
`;

/**
 * Runs Python code that turns `given` (parsed from JSON; `unpack` makes arrays of packed tensors) into `answer`, and
 * returns that. Large values travel by pipes, tensors as base64 of their float32 bytes, so nothing is rounded on the way.
 * @throws Error with Python's message where the code fails.
 */
export function askPython(code: string, given: unknown): unknown {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', `${PRELUDE}\n${code}\nprint(json.dumps(answer))`], {
    input: JSON.stringify(given),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1));
}

/** Tensors in the form that `unpack` reads. */
export function pack(tensors: Tensors): Record<string, { shape: readonly number[]; data: string }> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [
      name,
      { shape, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') },
    ]),
  );
}

/** Tensors out of what Python's `pack` made. */
export function unpack(packed: unknown): Record<string, FloatTensor> {
  return Object.fromEntries(
    entriesOf(packed).map(([name, entry]) => {
      const { shape, data } = Object.fromEntries(entriesOf(entry));
      if (!Array.isArray(shape) || typeof data !== 'string') throw new Error(`"${name}" is no packed tensor`);
      const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
      return [name, floatTensor(shape.map(Number), new Float32Array(bytes.buffer))];
    }),
  );
}

/** The entries of an object that came out of JSON. @throws Error where it is none. */
export function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return Object.entries(value);
}
