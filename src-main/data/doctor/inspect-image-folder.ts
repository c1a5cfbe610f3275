import { relative } from 'node:path';
import type { SplitName } from '../../../src-shared/dataset-report.ts';
import { toEspalierError } from '../../../src-shared/errors.ts';
import { decodeImage } from '../image-folder/decode-image.ts';
import { checkClasses, listImages, type FilesByClass, type ImageListing } from '../image-folder/list-images.ts';
import { createExamination, type Examination, type ExaminationResult } from './examination.ts';

/** Images decoded at a time; then they are seen in order, so that a report is the same each time. */
const TOGETHER = 4;

/**
 * Decodes every image of an image folder at its own size, a few in memory at a time. What is wrong is found, not thrown.
 * Of a folder that is not divided, all images count as the train split.
 * @throws EspalierError `bad-dataset` where a folder can't be listed.
 */
export async function inspectImageFolder(path: string): Promise<ExaminationResult> {
  const listing = await listImages(path);
  const { train, test, ignored } = listing;
  const classes = [...new Set([...listing.classes, ...(test?.keys() ?? [])])];
  const examination = createExamination([{ name: '', classes }]);
  const { findings } = examination;
  checkLayout(path, listing, examination);
  for (const file of ignored) findings.add('ignored-entries', { file });
  await examineSplit(path, 'train', train, classes, examination);
  if (test === undefined) findings.add('undivided', { file: path });
  else await examineSplit(path, 'test', test, classes, examination);
  return examination.finish(test === undefined ? ['train'] : ['train', 'test']);
}

function checkLayout(path: string, listing: ImageListing, { findings }: Examination): void {
  try {
    checkClasses(path, listing);
  } catch (error) {
    findings.add('unusable-layout', { file: path, detail: toEspalierError(error).message });
  }
}

async function examineSplit(
  root: string,
  split: SplitName,
  files: FilesByClass,
  classes: readonly string[],
  { findings, see }: Examination,
): Promise<void> {
  const images = [...files].flatMap(([label, paths]) => paths.map((path) => ({ path, label })));
  for (let first = 0; first < images.length; first += TOGETHER) {
    const group = images.slice(first, first + TOGETHER);
    const decoded = await Promise.all(
      group.map(async (image) => ({ ...image, result: await decodeImage(image.path) })),
    );
    for (const { path, label, result } of decoded) {
      const place = { file: relative(root, path), split, label };
      if ('problem' in result) findings.add('undecodable-image', { ...place, detail: result.problem });
      else see({ split, place, labels: [classes.indexOf(label)], ...result });
    }
  }
}
