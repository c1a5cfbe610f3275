import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileStem } from '../../../../src-main/host/exports/file-stem.ts';

it.each([
  [['vgg16 on cifar-10, slimmed', 'sketch'], 'vgg16-on-cifar-10-slimmed-sketch'],
  [['压缩 测试', 'pruned'], '压缩-测试-pruned'],
  [['../../etc/passwd'], 'etc-passwd'],
  [['a\\b:c*d'], 'a-b-c-d'],
  [['con'], 'con-'],
  [['…'], 'espalier'],
  [['a name '.repeat(20), 'sketch'], `${'a-name-'.repeat(7)}a-na-sketch`],
])('of %j is %s', (words, stem) => {
  expect(fileStem(...words)).toBe(stem);
});

it('is a safe name of at most 250 bytes, whatever the user calls things', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const stem = fileStem(name, 'base');
      expect(stem).not.toMatch(/[/\\:*?"<>|\p{Cc}]|^\.|\.$|\.\./u);
      expect(Buffer.byteLength(`${stem}.safetensors`)).toBeLessThanOrEqual(255);
      expect(stem).not.toBe('');
    }),
  );
});
