import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDarknetGraph } from '../../../../src-main/network/darknet/build-graph.ts';
import { encodeDarknet } from '../../../../src-main/network/darknet/encode-darknet.ts';
import { readCfg } from '../../../../src-main/network/darknet/read-cfg.ts';
import { EspalierError } from '../../../../src-shared/errors.ts';

/** Files; ESPALIER_FUZZ=100000 for a long look. */
const COUNT = Number(process.env.ESPALIER_FUZZ ?? 3000);
const timeout = 60_000 + COUNT * 20;

const number = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -3, max: 9 }).map(String) },
  fc.constantFrom('', '-0', '1e9', '65536', '0x10', '2.5', 'NaN', '-2147483648', ',', '1,,2', ' 7 '),
);
const list = fc.array(number, { maxLength: 4 }).map((numbers) => numbers.join(','));
const value = fc.oneof(
  { weight: 4, arbitrary: number },
  list,
  fc.constantFrom('leaky', 'mish', 'relu6', 'linear', '__proto__'),
);
const keys = [
  ['width', 'height', 'channels'],
  ['filters', 'size', 'stride', 'stride_x', 'pad', 'padding', 'groups', 'batch_normalize', 'activation'],
  ['from', 'layers', 'group_id', 'mask', 'anchors', 'classes', 'scale_x_y', 'num', '__proto__'],
].flat();
const kinds = ['convolutional', 'shortcut', 'route', 'upsample', 'maxpool', 'yolo', 'dropout', 'net', 'constructor'];
const section = fc
  .tuple(fc.constantFrom(...kinds), fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 6 }))
  .map(([kind, settings]) => [`[${kind}]`, ...settings.map(([key, set]) => `${key}=${set}`)].join('\n'));
const head = '[convolutional]\nfilters=6\n[yolo]\nanchors=1,2\nclasses=1';
const cfgs = fc
  .array(section, { maxLength: 6 })
  .map((sections) => ['[net]\nwidth=16\nheight=8', ...sections, head].join('\n'));

describe('darknet cfgs that are nearly right', () => {
  it(`are built and written back, or refused with a typed error: ${COUNT} of them`, { timeout }, () => {
    fc.assert(
      fc.property(cfgs, (text) => {
        try {
          const { network, places } = readCfg(text, 'fuzzed');
          encodeDarknet(buildDarknetGraph(network, places));
        } catch (error) {
          expect(error).toBeInstanceOf(EspalierError);
        }
      }),
      { numRuns: COUNT, interruptAfterTimeLimit: timeout, markInterruptAsFailure: true },
    );
  });
});
