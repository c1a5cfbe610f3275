import { spawnSync } from 'node:child_process';

const PYTHON = '/usr/bin/python3';

/** Why the tests that compare with numpy can't run here; undefined where they can. */
export const numpyMissing: string | undefined =
  spawnSync(PYTHON, ['-c', 'import numpy']).status === 0 ? undefined : `${PYTHON} has no numpy`;

/**
 * Runs numpy code that turns `given` (the input, parsed from JSON) into `answer`, a flat list of numbers.
 * @throws Error with Python's message where the code fails.
 */
export function askNumpy(code: string, given: unknown): number[] {
  const script = `import json, sys\nimport numpy as np\ngiven = json.load(sys.stdin)\n${code}\nprint(json.dumps([float(x) for x in answer]))`;
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', script], {
    input: JSON.stringify(given),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  const answer: unknown = JSON.parse(stdout);
  if (!Array.isArray(answer)) throw new Error('numpy answered no list');
  return answer.map(Number);
}
