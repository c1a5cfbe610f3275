/** Values by key, of which the least recently used are let go. */
export interface Memory<Value> {
  /** The value under the key; made where it is not there. */
  recall(key: string, make: () => Promise<Value>): Promise<Value>;
  /** The value under the key, if it is there. */
  find(key: string): Value | undefined;
}

/** A memory of at most so many values. */
export function createMemory<Value>(most: number): Memory<Value> {
  const values = new Map<string, { readonly value: Value }>();
  const touch = (key: string): { readonly value: Value } | undefined => {
    const entry = values.get(key);
    if (entry === undefined) return undefined;
    values.delete(key);
    values.set(key, entry);
    return entry;
  };
  return {
    async recall(key, make) {
      const known = touch(key);
      if (known !== undefined) return known.value;
      const value = await make();
      values.set(key, { value });
      for (const oldest of values.keys()) {
        if (values.size <= most) break;
        values.delete(oldest);
      }
      return value;
    },
    find: (key) => touch(key)?.value,
  };
}
