import { z } from 'zod';

/** A recipe's network. */
export const networkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('vgg16'),
    width: z.number().gt(0).lte(4).default(1),
    /** A PyTorch or safetensors file to start from, which then says how many filters each layer has. */
    weights: z.string().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('yolov3'),
    /** Multiplies the number of filters of every layer but the three that give the boxes. */
    width: z.number().gt(0).lte(4).default(1),
    /**
     * Nine sizes [width, height] in pixels of the input, from small to large. Where left out COCO's, whatever the input's size: weights
     * trained with them expect that, and darknet and SlimYOLOv3 do so. They suit images from 416×416 on.
     */
    anchors: z
      .array(z.tuple([z.number().gt(0), z.number().gt(0)]).readonly())
      .length(9)
      .optional(),
    /** A darknet .weights file, also of other classes, or one of its first layers alone such as darknet53.conv.74. */
    weights: z.string().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('centernet'),
    width: z.number().gt(0).lte(4).default(1),
    /** Filters between the backbone and each output, at width 1. */
    headChannels: z.int().positive().max(1024).default(64),
    /** A PyTorch or safetensors file: torchvision's ResNet-18 for the backbone, or the official CenterNet's res_18; its layers keep their widths. */
    weights: z.string().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('darknet'),
    /** The .cfg file. */
    path: z.string().min(1),
    weights: z.string().min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('onnx'), path: z.string().min(1) }),
]);

export type NetworkRecipe = z.output<typeof networkSchema>;
