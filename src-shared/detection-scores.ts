import { z } from 'zod';
import { PROTOCOL_NAMES } from './choices.ts';

/**
 * How detections are counted. paper: as the paper and SlimYOLOv3 did, IoU 0.5, confidence 0.1, NMS 0.5, precision interpolated at
 * 101 recalls, mean over the classes that are present. visdrone: the VisDrone-DET toolkit, its averaging weighted by images.
 * class-mean: all-point average precision at IoU 0.5, plain mean over the classes present.
 */
export const protocolNameSchema = z.enum(PROTOCOL_NAMES);

export type ProtocolName = z.output<typeof protocolNameSchema>;

export const protocolSchema = z.object({
  name: protocolNameSchema,
  /** Overlap from which on a detection counts as a hit; null for the mean over 0.50, 0.55 … 0.95. */
  iou: z.number().nullable(),
  /** Detections of a lower score are left out. */
  confidence: z.number(),
  /** Overlap above which the weaker of two detections of a class is left out; null for none. */
  nms: z.number().nullable(),
  /** An image's detections beyond these, by score, are left out. */
  maxDetections: z.number(),
  /** Of the network's input. */
  height: z.number(),
  width: z.number(),
});

/** A protocol in full: no mAP is shown without it. */
export type Protocol = Readonly<z.output<typeof protocolSchema>>;

const share = z.number().nullable();

export const detectionScoresSchema = z.object({
  images: z.number(),
  /** Objects that count. */
  truths: z.number(),
  /** The run's protocol first, then the others. */
  protocols: z
    .array(
      z.object({
        protocol: protocolSchema,
        /** Mean average precision in [0, 1]; of visdrone the toolkit's AP. Null where nothing can be found. */
        meanAveragePrecision: share,
        /** Of visdrone AP50, AP75, AR1, AR10, AR100 and AR500. */
        others: z.record(z.string(), z.number()),
      }),
    )
    .min(1),
  /** By class, under the first protocol; null for a class that is in none of the images. At IoU 0.5 also for visdrone. */
  classes: z.array(
    z.object({
      classIndex: z.number(),
      truths: z.number(),
      averagePrecision: share,
      /** Precision at recalls 0, 0.01 … 1, interpolated; empty for a class that is in none of the images. */
      precision: z.array(z.number()),
    }),
  ),
  /** Objects by their area in pixels of the original image, split at 32² and 96² as COCO does; mean over classes at IoU 0.5. */
  sizes: z.array(z.object({ size: z.enum(['small', 'medium', 'large']), truths: z.number(), averagePrecision: share })),
});

/** What a detector found on a split. */
export type DetectionScores = z.output<typeof detectionScoresSchema>;
