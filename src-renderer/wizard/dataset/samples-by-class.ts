import type { DatasetSamples } from '../../../src-shared/routes/wizard-routes.ts';

/** The samples of each class, in the order of the classes, at most so many each. */
export function samplesByClass(
  { classes, images }: Pick<DatasetSamples, 'classes' | 'images'>,
  most: number,
): readonly { readonly name: string; readonly images: DatasetSamples['images'] }[] {
  return classes.map((name, label) => ({
    name,
    images: images.filter((image) => image.label === label).slice(0, most),
  }));
}
