import { z } from 'zod';

const anchor = z.tuple([z.number().gt(0), z.number().gt(0)]).readonly();

/** One output of a YOLOv3-like network: raw values [N, anchors × (5 + classes), H, W], of which each cell covers `stride` pixels of the input. */
const yoloHeadSchema = z.strictObject({
  /** The name of the graph's output. */
  output: z.string().min(1),
  stride: z.int().positive(),
  /** Width and height in pixels of the input, in the order of the output's channels. */
  anchors: z.array(anchor).min(1),
  /** How far a centre reaches over its cell: x is centreScale·σ(x) − (centreScale − 1)/2; darknet's `scale_x_y`, 1 where left out. */
  centreScale: z.number().gte(1).optional(),
});

/**
 * How the outputs of a detector are to be read; kept in a network's metadata, so that a file says it too.
 * yolo: of each anchor x, y, width, height, objectness, then one logit a class (YOLOv3, arXiv 1804.02767, section 2.1).
 * centernet: names of the outputs with the classes' logits [N, classes, H, W], the sizes [N, 2, H, W] (width, height in cells) and
 * the offsets of centres [N, 2, H, W] (x, y in cells) (arXiv 1904.07850, section 3).
 */
export const detectorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yolo'), classes: z.int().positive(), heads: z.array(yoloHeadSchema).min(1) }),
  z.strictObject({
    kind: z.literal('centernet'),
    classes: z.int().positive(),
    heatmap: z.string().min(1),
    size: z.string().min(1),
    offset: z.string().min(1),
    stride: z.int().positive(),
  }),
]);

export type Detector = z.output<typeof detectorSchema>;
export type YoloDetector = Extract<Detector, { kind: 'yolo' }>;
export type YoloHead = YoloDetector['heads'][number];
export type CenterNetDetector = Extract<Detector, { kind: 'centernet' }>;
