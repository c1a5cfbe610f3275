/** A file's name has at most 255 bytes, of which a letter may take three. */
const MOST_LETTERS = 60;
/** Names that Windows keeps for devices. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The beginning of a file's name out of what the user called something: letters and digits of any script, the rest as hyphens. Of a long name its
 * end goes; the last word, which tells one file from another, stays.
 */
export function fileStem(...words: readonly string[]): string {
  const last = clean(words.slice(1).join('-')).slice(0, MOST_LETTERS - 1);
  const first = clean(words[0] ?? '').slice(0, MOST_LETTERS - last.length - 1);
  const stem = trim(`${trim(first.join(''))}-${last.join('')}`);
  if (stem === '') return 'espalier';
  return DEVICES.test(stem) ? `${stem}-` : stem;
}

function clean(name: string): string[] {
  return Array.from(
    name
      .normalize('NFC')
      .replaceAll(/[^\p{L}\p{N}\p{M}._]+/gu, '-')
      .replaceAll(/[-.]{2,}/g, '-'),
  );
}

function trim(name: string): string {
  return name.replaceAll(/^[-.]+|[-.]+$/g, '');
}
