export type NetworkFormat = 'onnx' | 'safetensors' | 'tfjs';

/** Code that opens an exported network in the tool it is made for. */
export interface OpeningCode {
  readonly language: string;
  readonly packages: string;
  /** Whether the file has to be unpacked first, and how. */
  readonly unpack: string | null;
  readonly code: string;
}

/** How a file of this name is opened. */
export function openingCode(format: NetworkFormat, fileName: string): OpeningCode {
  const file = JSON.stringify(fileName);
  switch (format) {
    case 'onnx':
      return {
        language: 'Python',
        packages: 'onnxruntime, numpy',
        unpack: null,
        code: `import numpy as np
import onnxruntime as ort

session = ort.InferenceSession(${file})
image = session.get_inputs()[0]  # float32, batch × channels × height × width
shape = [size if isinstance(size, int) else 1 for size in image.shape]
logits = session.run(None, {image.name: np.zeros(shape, np.float32)})[0]
print(image.shape, logits.argmax(axis=1))`,
      };
    case 'safetensors':
      return {
        language: 'Python',
        packages: 'safetensors, numpy',
        unpack: null,
        code: `from safetensors.numpy import load_file

weights = load_file(${file})
for name, tensor in weights.items():
    print(name, tensor.shape, tensor.dtype)`,
      };
    case 'tfjs': {
      const folder = fileName.replace(/\.tar\.gz$/, '');
      return {
        language: 'JavaScript (Node.js)',
        packages: '@tensorflow/tfjs-node',
        unpack: `mkdir ${JSON.stringify(folder)} && tar xzf ${file} -C ${JSON.stringify(folder)}`,
        code: `import * as tf from '@tensorflow/tfjs-node';

const model = await tf.loadGraphModel(${JSON.stringify(`file://${folder}/model.json`)});
const shape = model.inputs[0].shape.map((size) => (size > 0 ? size : 1));
const logits = model.predict(tf.zeros(shape));
console.log(shape, logits.argMax(-1).dataSync());`,
      };
    }
  }
}
