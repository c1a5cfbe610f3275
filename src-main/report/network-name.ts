/** What a network of a run is called in a sentence. */
export function callNetwork(name: string): string {
  switch (name) {
    case 'base':
      return 'the base network';
    case 'pruned':
      return 'the plainly pruned network';
    case 'random':
      return 'the randomly pruned network';
    case 'scratch':
      return 'the network trained from scratch';
    default:
      return `“${name}”`;
  }
}

export function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
