/** A recipe that runs through every stage in a few seconds, as it stands in a file. */
export const tinyRecipe = {
  name: 'tiny',
  device: 'cpu',
  dataset: { kind: 'generated', train: 200, test: 100 },
  network: { kind: 'vgg16', width: 0.0625 },
  train: { epochs: 3, batchSize: 50, learningRate: 0.05 },
  prune: { criterion: 'l1', ratio: 0.5, minChannels: 2 },
  recalibrate: { images: 100 },
  compensate: { method: 'sketch' },
  finetune: { epochs: 2 },
  export: ['onnx', 'safetensors'],
};
