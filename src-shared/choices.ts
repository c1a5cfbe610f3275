/** The ways in which layers of a shortcut come to equal channels, the protocols of a mAP, and the forms of files: for the recipe's schema, and for the page, which has no schemas. */
export const SHORTCUTS = ['union', 'intersection', 'first', 'skip', 'sketch', 'shared-sketch'] as const;
export const PROTOCOL_NAMES = ['paper', 'visdrone', 'class-mean'] as const;
export const EXPORT_FORMATS = ['onnx', 'safetensors', 'tfjs', 'darknet'] as const;

/** What can be computed on. */
export const DEVICES = ['cpu', 'webgpu', 'cuda', 'tensorflow'] as const;

/** The same with the fastest of them, as it was measured. */
export const DEVICE_CHOICES = ['auto', ...DEVICES] as const;
