/*
 * What public programs made of `drawImages()`, for the comparison with ours. Made once by hand, from a JSON file of the images:
 *
 * VisDrone: GNU Octave 7.3 with the VisDrone-DET toolkit (github.com/VisDrone/VisDrone2018-DET-toolkit): dropObjectsInIgr.m on each image's
 * objects (score 1, category classIndex + 1), ignored regions (score 0, category 0) and detections, as its saveAnnoRes.m has it, then
 * calcAccuracy.m of commit d615c90. Classes: evalRes.m at 0.5 and VOCap.m, class by class.
 *
 * Ultralytics: NumPy 1.24, PyTorch 1.13 with ap_per_class, compute_ap and bbox_iou of github.com/tanluren/yolov3-channel-and-layer-pruning
 * (utils/utils.py, commit 16af227), matched by the loop of its test.py (commit 7edd4fd); ignored regions left out.
 *
 * COCO: pycocotools 2.0.11, IoU 0.5, 500 detections an image; ignored regions left out; means over 101 recalls by class.
 */

/** Objects and detections that dropObjectsInIgr.m keeps, image by image. */
export const VISDRONE_KEPT = {
  truths: [60, 2, 7, 11, 9, 60, 2, 3, 7, 6, 49, 4, 11, 3, 2, 60, 2, 3, 9, 2, 52, 8, 10, 5],
  detections: [227, 17, 19, 0, 19, 109, 14, 134, 14, 20, 94, 4, 15, 8, 121, 84, 13, 6, 24, 7, 69, 140, 31, 12],
};

export const VISDRONE = {
  AP: 0.110714966703,
  AP50: 0.346890095081,
  AP75: 0.023619183396,
  AR1: 0.014470457137,
  AR10: 0.080165481664,
  AR100: 0.246362491779,
  AR500: 0.257788353918,
  /** AP50 of classes 0 … 3. */
  classes: [0.4982247754, 0.3318481024, 0.2957788205, 0],
};

export const ULTRALYTICS = {
  mean: 0.2937342363651616,
  classes: [0.49085586207591464, 0.3699569585291489, 0.3141241248555828, 0],
};

export const COCO = {
  all: [0.5077666739330733, 0.37139337577178216, 0.3172186727954846, 0],
  small: [0.5031183723843385, 0.37136871654198383, 0.3832294655326199, 0],
  medium: [0.5358287957594584, 0.41493492419946737, 0.2991109603554071, 0],
  large: [0.4579935214806052, 0.29537953795379535, 0.504950495049505, 0],
};
