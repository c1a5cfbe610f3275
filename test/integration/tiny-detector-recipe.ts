/** A detector's recipe that runs through every stage in a few seconds, as it stands in a file. */
export const tinyDetectorRecipe = {
  name: 'tiny detector',
  device: 'cpu',
  dataset: { kind: 'generated-scenes', train: 24, test: 12, size: 64 },
  network: { kind: 'yolov3', width: 0.03125, anchors: [8, 12, 16, 20, 24, 28, 32, 40, 48].map((side) => [side, side]) },
  train: { epochs: 3, batchSize: 4, optimizer: 'adam', learningRate: 0.002, warmupSteps: 4, evaluateEvery: 2 },
  prune: { criterion: 'bn-scale', scope: 'global', ratio: 0.4, minChannels: 2, minShare: 0.1, shortcut: 'sketch' },
  recalibrate: { images: 64 },
  compensate: { method: 'sketch' },
  finetune: { epochs: 2 },
  export: ['onnx', 'darknet'],
};
