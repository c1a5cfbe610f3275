import type { ReactNode } from 'react';

/** What a new user sees: what this is for, and the one command that fills the page. */
export function EmptyHome(): ReactNode {
  return (
    <section className="notice">
      <h2>No runs yet</h2>
      <p>
        A run trains a network, prunes it, sketches back what pruning lost, fine-tunes, measures, and leaves the smaller
        network as a file. Start the built-in one from a terminal; it takes a few minutes and needs no data:
      </p>
      <pre>
        <code>npx espalier demo</code>
      </pre>
      <p>
        Or write a recipe for your own data and start it with <code>npx espalier run recipe.json</code>.
      </p>
      <p className="quiet">Runs appear here as soon as they start.</p>
    </section>
  );
}
