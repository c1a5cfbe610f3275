import { spawnSync } from 'node:child_process';

/** Why the tests that compare with OpenCV can't run here; undefined where they can. */
export const opencvMissing = missing('cv2');

/** Why the tests that compare with torchvision can't run here; undefined where they can. */
export const torchvisionMissing = missing('torchvision');

function missing(module: string): string | undefined {
  const { status } = spawnSync('/usr/bin/python3', ['-c', `import ${module}`]);
  return status === 0 ? undefined : `/usr/bin/python3 has no ${module}`;
}
