/** How many of `count` each one gives, as evenly as what they have allows. */
export function shareOut(available: readonly number[], count: number): number[] {
  const given = available.map(() => 0);
  let left = Math.min(
    count,
    available.reduce((sum, have) => sum + have, 0),
  );
  while (left > 0) {
    for (const [index, have] of available.entries()) {
      const gives = given[index] ?? 0;
      if (left === 0 || gives >= have) continue;
      given[index] = gives + 1;
      left -= 1;
    }
  }
  return given;
}
