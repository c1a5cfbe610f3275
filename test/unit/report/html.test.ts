import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, trusted } from '../../../src-main/report/html.ts';

describe('html', () => {
  it('lets no text become markup (would catch a network name that runs a script)', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '=') }), (text) => {
        expect(html`${text}`.markup.replace(/&(?:lt|gt|quot|amp|#39);/g, '')).not.toMatch(/[<>"'&]/);
      }),
    );
  });

  it('puts markup in as it is, joins lists, and escapes only once', () => {
    expect(html`<p>${html`<b>${'&'}</b>`}${[trusted('<i>'), html`${1}`]}</p>`.markup).toBe('<p><b>&amp;</b><i>1</p>');
  });
});
