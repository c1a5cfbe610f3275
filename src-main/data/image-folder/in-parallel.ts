/** How many images are decoded at a time; the library decodes on threads of its own. */
const LANES = 4;

/** Does work for each item, a few at a time, begun in order. */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) await work(item, index);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
