/** Areas in pixels of the original image that divide small, medium and large objects (COCO's, cocodataset.org/#detection-eval). */
export const MEDIUM_FROM = 32 ** 2;
export const LARGE_FROM = 96 ** 2;
