import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countElements, floatTensor, type FloatTensor } from '../../../../src-main/graph/tensor.ts';
import type { DarknetFiles } from '../../../../src-main/network/darknet/encode-darknet.ts';

const PYTHON = '/usr/bin/python3';

/** Why the tests that compare with OpenCV can't run here; undefined where they can. */
export const openCvMissing: string | undefined =
  spawnSync(PYTHON, ['-c', 'import cv2']).status === 0 ? undefined : `${PYTHON} has no cv2`;

/** Where the files of a darknet network lie. */
export interface DarknetPaths {
  readonly cfg: string;
  readonly weights: string;
}

export function writeDarknet(folder: string, { cfg, weights }: DarknetFiles): DarknetPaths {
  const paths = { cfg: join(folder, 'written.cfg'), weights: join(folder, 'written.weights') };
  writeFileSync(paths.cfg, cfg);
  writeFileSync(paths.weights, weights);
  return paths;
}

/** Image files as OpenCV gives them to a network: RGB from 0 to 1, stretched to a square. */
export function readImages(folder: string, files: readonly string[], side: number): FloatTensor {
  runPython(
    'blob = cv2.dnn.blobFromImages([cv2.imread(file) for file in given["files"]], 1 / 255, (given["side"],) * 2, swapRB=True)\nblob.tofile(given["folder"] + "/images")',
    { folder, files, side },
  );
  return readFloats(join(folder, 'images'), [files.length, 3, side, side]);
}

/** What OpenCV's reader of darknet files computes in layers, by its names: those of our outputs. */
export function askOpenCv(
  folder: string,
  network: DarknetPaths,
  images: FloatTensor,
  layers: readonly string[],
): Map<string, FloatTensor> {
  writeFileSync(join(folder, 'images'), images.data);
  const shapes = runPython(
    `
net = cv2.dnn.readNetFromDarknet(given["network"]["cfg"], given["network"]["weights"])
net.setInput(np.fromfile(given["folder"] + "/images", np.float32).reshape(given["shape"]))
answer = []
for name, value in zip(given["layers"], net.forward(given["layers"])):
    value.tofile(given["folder"] + "/" + name)
    answer.append(value.shape)
print(json.dumps(answer))`,
    { folder, network, shape: images.shape, layers },
  );
  if (!Array.isArray(shapes)) throw new Error('OpenCV answered no shapes');
  return new Map(
    layers.map((layer, index) => {
      const shape: unknown = shapes[index];
      if (!Array.isArray(shape)) throw new Error(`OpenCV gave no ${layer}`);
      return [layer, readFloats(join(folder, layer), shape.map(Number))];
    }),
  );
}

function runPython(code: string, given: unknown): unknown {
  const { status, stdout, stderr } = spawnSync(
    PYTHON,
    ['-c', `import cv2, json, sys\nimport numpy as np\ncv2.setNumThreads(1)\ngiven = json.load(sys.stdin)\n${code}`],
    { input: JSON.stringify(given), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout === '' ? undefined : JSON.parse(stdout);
}

function readFloats(file: string, shape: readonly number[]): FloatTensor {
  const bytes = new Uint8Array(readFileSync(file));
  return floatTensor(shape, new Float32Array(bytes.buffer, 0, countElements(shape)));
}
