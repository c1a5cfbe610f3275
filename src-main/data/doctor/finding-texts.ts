import type { FindingCode, Severity } from '../../../src-shared/dataset-report.ts';

/** Of an image, as the protocols have it unless a recipe says otherwise. */
export const MOST_DETECTIONS = 500;

interface FindingText {
  readonly severity: Severity;
  /** What `count` cases of it are. */
  message(count: number): string;
  readonly advice: string;
}

/** Every finding in words. */
export const FINDING_TEXTS: Readonly<Record<FindingCode, FindingText>> = {
  'unreadable-file': {
    severity: 'error',
    message: (count) => `${plural(count, 'file', 'files')} can't be read to the end`,
    advice: 'check the permissions, or download it again: `espalier dataset download`',
  },
  'missing-file': {
    severity: 'error',
    message: (count) => `${plural(count, 'file is', 'files are')} missing or empty`,
    advice: 'unpack the official archive again',
  },
  'truncated-record': {
    severity: 'error',
    message: (count) => `${plural(count, 'file ends', 'files end')} in the middle of a record`,
    advice: 'unpack the official archive again',
  },
  'label-out-of-range': {
    severity: 'error',
    message: (count) => `${plural(count, 'record has', 'records have')} a label that no class has`,
    advice: 'unpack the official archive again; if it comes from elsewhere, check the order of its label bytes',
  },
  'undecodable-image': {
    severity: 'error',
    message: (count) => `${plural(count, 'image', 'images')} can't be decoded`,
    advice: 'repair or convert them (PNG, JPEG, WebP, GIF, TIFF, AVIF), or remove them',
  },
  'wrong-class-names': {
    severity: 'error',
    message: () => 'the file of class names has not one name for each class',
    advice: 'name the classes, one a line, or remove the file: the official names then hold',
  },
  'unusable-layout': {
    severity: 'error',
    message: () => "the folders can't be taken for classes",
    advice: 'lay it out as <class>/<image>, or as train/<class>/<image> beside test/<class>/<image>',
  },
  'duplicates-across-splits': {
    severity: 'warning',
    message: (count) => `${plural(count, 'image is', 'images are')} in both the train and the test split`,
    advice: 'a network is tested on what it has learned by heart; for an honest accuracy, remove them from one split',
  },
  'duplicates-with-other-labels': {
    severity: 'warning',
    message: (count) => `${plural(count, 'image is', 'images are')} there again under another label`,
    advice: 'at least one of the labels is wrong; look at the images',
  },
  'duplicates-within-split': {
    severity: 'note',
    message: (count) => `${plural(count, 'image is', 'images are')} there more than once in the same split`,
    advice: 'each counts as often as it is there; remove the copies where that matters',
  },
  'constant-image': {
    severity: 'warning',
    message: (count) => `${plural(count, 'image is', 'images are')} of nearly one colour`,
    advice: 'look whether something went wrong when they were made',
  },
  'empty-class': {
    severity: 'warning',
    message: (count) => `${plural(count, 'class has', 'classes have')} no images in a split`,
    advice: 'a network never learns, or is never tested on, such a class; add images or leave the class out',
  },
  'imbalanced-classes': {
    severity: 'note',
    message: () => 'the largest class has over 1.5 times the images of the smallest',
    advice: 'read the accuracy with that in mind: a network that prefers large classes scores well',
  },
  'missing-records': {
    severity: 'note',
    message: () => 'there are not as many records as the official data set has',
    advice: 'fine for a subset; otherwise unpack the official archive again',
  },
  'ignored-entries': {
    severity: 'note',
    message: (count) =>
      `${plural(count, 'file or folder is', 'files and folders are')} no image of a class and left out`,
    advice: 'nothing, unless they should be images; these are found by their endings',
  },
  undivided: {
    severity: 'note',
    message: () => 'there is no split into train and test images',
    advice: 'a training draws a fifth for testing, or the share that "test" says',
  },
  'unusable-annotations': {
    severity: 'error',
    message: (count) => `${plural(count, "file of annotations can't", "files of annotations can't")} be used`,
    advice: 'correct what is said of each',
  },
  'bad-annotation': {
    severity: 'error',
    message: (count) => `${plural(count, 'annotation is', 'annotations are')} no box`,
    advice: 'correct or remove these records: a box has four finite numbers and is not of negative size',
  },
  'unknown-class': {
    severity: 'error',
    message: (count) => `${plural(count, 'annotation has', 'annotations have')} a class that there is not`,
    advice: 'correct the class, or add its name to the classes',
  },
  'oversized-image': {
    severity: 'error',
    message: (count) => `${plural(count, 'image has', 'images have')} more pixels than may be decoded`,
    advice: 'scale them down or cut them into parts, with their boxes',
  },
  'no-images': {
    severity: 'error',
    message: (count) => `${plural(count, 'split has', 'splits have')} no image that can be used`,
    advice: 'put the images where the annotations expect them',
  },
  'missing-image': {
    severity: 'warning',
    message: (count) => `${plural(count, 'annotated image is', 'annotated images are')} missing`,
    advice: 'put them where the annotations expect them; a training leaves out what is missing',
  },
  'unreadable-image': {
    severity: 'warning',
    message: (count) => `${plural(count, "image's head can't", "images' heads can't")} be read`,
    advice: 'repair or convert them (PNG, JPEG, WebP, GIF, TIFF, AVIF); a training leaves them out',
  },
  'other-size': {
    severity: 'warning',
    message: (count) => `${plural(count, 'image has', 'images have')} another size than the annotations say`,
    advice: 'look whether the image was scaled without its boxes',
  },
  'empty-box': {
    severity: 'warning',
    message: (count) => `${plural(count, 'box has', 'boxes have')} no area`,
    advice: 'a training leaves them out; correct them where an object should be',
  },
  'box-outside': {
    severity: 'warning',
    message: (count) => `${plural(count, 'box lies', 'boxes lie')} wholly outside its image`,
    advice: 'a training leaves them out; look whether the boxes belong to these images and are in their pixels',
  },
  'duplicate-box': {
    severity: 'warning',
    message: (count) => `${plural(count, 'box is', 'boxes are')} there again in the same image`,
    advice: 'one of each is never found and counts as missed; remove the copies',
  },
  'tiny-objects': {
    severity: 'warning',
    message: () => 'many objects are smaller than a cell of the finest map at this size of input',
    advice: 'choose a larger "size" or cut the images into parts; CenterNet has cells of 4 pixels, YOLOv3 of 8',
  },
  'crowded-image': {
    severity: 'warning',
    message: (count) =>
      `${plural(count, 'image has', 'images have')} more objects than the ${MOST_DETECTIONS} detections that count`,
    advice: 'set "maxDetections" in "evaluate" higher, or not all of them can be found',
  },
  'absent-class': {
    severity: 'warning',
    message: (count) => `${plural(count, 'class has', 'classes have')} no objects in a split`,
    advice: 'a network never learns, or is never tested on, such a class; add images or leave the class out',
  },
  'box-across-edge': {
    severity: 'note',
    message: (count) => `${plural(count, 'box reaches', 'boxes reach')} beyond the edge of its image`,
    advice: 'nothing: it is cut at the edge',
  },
  'image-without-objects': {
    severity: 'note',
    message: (count) => `${plural(count, 'image has', 'images have')} no objects`,
    advice: 'fine if there are none to see: they teach what is no object',
  },
  'image-without-annotations': {
    severity: 'note',
    message: (count) => `${plural(count, 'image has', 'images have')} no annotations`,
    advice: 'of YOLO it counts as an image without objects, else it is left out; annotate it where objects are in it',
  },
  'stray-annotation': {
    severity: 'note',
    message: (count) => `${plural(count, 'annotation belongs', 'annotations belong')} to no image that is listed`,
    advice: 'fine for a part of a larger data set; otherwise list the images',
  },
  'imbalanced-objects': {
    severity: 'note',
    message: () => 'the most frequent class has over 10 times the objects of the rarest',
    advice: 'read the average precision of each class, not only their mean',
  },
};

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
