/**
 * Cuts a stream of bytes into blocks of whole records, each valid until the next is asked for.
 * What is left at the end, less than a record, comes last, as a block that is no multiple of `recordBytes`.
 */
export async function* recordBlocks(
  chunks: AsyncIterable<Uint8Array>,
  recordBytes: number,
): AsyncGenerator<Uint8Array> {
  const split = new Uint8Array(recordBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    let start = 0;
    if (filled > 0) {
      start = Math.min(recordBytes - filled, chunk.length);
      split.set(chunk.subarray(0, start), filled);
      filled += start;
      if (filled < recordBytes) continue;
      yield split;
    }
    const whole = Math.floor((chunk.length - start) / recordBytes) * recordBytes;
    if (whole > 0) yield chunk.subarray(start, start + whole);
    split.set(chunk.subarray(start + whole));
    filled = chunk.length - start - whole;
  }
  if (filled > 0) yield split.subarray(0, filled);
}
