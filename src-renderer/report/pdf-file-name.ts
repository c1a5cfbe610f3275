const LONGEST = 80;

/** What a report's PDF is called: after its run, without what file systems refuse. */
export function pdfFileName(names: readonly string[]): string {
  const name = names.length === 1 ? names.join('') : 'comparison';
  const safe = name
    .replace(/[^\p{L}\p{N}.×-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, LONGEST);
  return `${safe === '' ? 'report' : safe}.pdf`;
}
