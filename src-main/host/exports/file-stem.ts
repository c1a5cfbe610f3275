/** A file's name has at most 255 bytes, of which a letter may take three. */
const MOST_LETTERS = 60;
/** Names that Windows keeps for devices. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** The beginning of a file's name out of what the user called something: letters and digits of any script, the rest as hyphens. */
export function fileStem(...words: readonly string[]): string {
  const name = words
    .join('-')
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M}._]+/gu, '-')
    .replaceAll(/[-.]{2,}/g, '-');
  const stem = Array.from(name)
    .slice(0, MOST_LETTERS)
    .join('')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  if (stem === '') return 'espalier';
  return DEVICES.test(stem) ? `${stem}-` : stem;
}
