import { createMatrixProducts } from '../../src-main/backend/onnxruntime/matrix-products.ts';
import type { Graph } from '../../src-main/graph/graph.ts';
import { buildYolov3 } from '../../src-main/network/darknet/yolov3.ts';
import { buildVgg16 } from '../../src-main/network/vgg16.ts';
import { createLayerThreads } from '../../src-main/sketch/layer-threads.ts';
import { addSketchTimes } from '../../src-shared/sketch-time.ts';
import { SOLVERS, type SketchedNetwork } from './sketch.ts';
import { makeLayers } from './sketch-layers.ts';
import { peakMemoryBytes } from '../peak-memory.ts';

const BUILD: Readonly<Record<string, () => Graph>> = {
  VGG16: () => buildVgg16({ classes: 10, width: 1, seed: 1 }),
  YOLOv3: () => buildYolov3({ classes: 80, width: 1, input: { height: 416, width: 416 }, seed: 1 }),
};

/** Sketches all layers of the network named on the command line, and answers with a `SketchedNetwork` as JSON. */
const [name = ''] = process.argv.slice(2);
const build = BUILD[name];
if (build === undefined) throw new Error(`there is no network ${name}`);
const products = await createMatrixProducts();
const layers = await makeLayers(build(), products);
const solvers: SketchedNetwork['solvers'][number][] = [];
for (const solver of SOLVERS) {
  const threads = createLayerThreads(products);
  const started = performance.now();
  const options = { solver, align: 'procrustes', scale: 'none' } as const;
  const certificates = await Promise.all(
    layers.map(async (layer) => (await threads.compensate({ ...layer, ...options })).certificate),
  );
  const seconds = (performance.now() - started) / 1000;
  await threads.close();
  solvers.push({ solver, seconds, productShare: addSketchTimes(certificates).productShare });
}
await products.release();
const answer: SketchedNetwork = { solvers, peakBytes: peakMemoryBytes() };
console.log(JSON.stringify(answer));
