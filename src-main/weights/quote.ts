const LONGEST_QUOTE = 100;

/** A text out of a file as it may stand in a message: on one line, and not too long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
}
