/** Names of TensorFlow nodes for those of an ONNX graph, which may hold any character. */
export interface Names {
  /** The name of an ONNX value, the same whenever it is asked for. */
  of(value: string): string;
  /** A name that nothing else has. */
  fresh(wish: string): string;
}

/** TensorFlow allows letters, digits and `_ . / -`; a colon would name an output of a node. */
export function createNames(): Names {
  const taken = new Set<string>();
  const given = new Map<string, string>();
  const names: Names = {
    of(value) {
      const name = given.get(value) ?? names.fresh(value);
      given.set(value, name);
      return name;
    },
    fresh(wish) {
      const stem = wish.replaceAll(/[^A-Za-z0-9_./-]/g, '_').replace(/^[^A-Za-z0-9]+/, '') || 'value';
      let name = stem;
      for (let count = 1; taken.has(name); count++) name = `${stem}_${count}`;
      taken.add(name);
      return name;
    },
  };
  return names;
}
