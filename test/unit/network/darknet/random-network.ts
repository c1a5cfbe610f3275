import fc from 'fast-check';
import {
  ACTIVATIONS,
  type Activation,
  type DarknetLayer,
  type DarknetNetwork,
} from '../../../../src-main/network/darknet/layer.ts';

/** What a random layer is made of; indices and sizes are taken modulo what there is. */
const choice = fc.record({
  kind: fc.constantFrom('convolutional', 'shortcut', 'route', 'groups', 'upsample', 'maxpool', 'yolo'),
  number: fc.nat(1000),
  another: fc.nat(1000),
  filters: fc.integer({ min: 1, max: 6 }),
  size: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 2 }),
  activation: fc.constantFrom<Activation>(...ACTIVATIONS),
  batchNormalize: fc.boolean(),
});
type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never;

interface Map {
  readonly index: number;
  readonly channels: number;
  readonly side: number;
}

const SIDE = 16;

/** Legal networks of every kind of layer, with routes and sums across any distance and one to three heads. */
export const darknetNetworks: fc.Arbitrary<DarknetNetwork> = fc
  .array(choice, { minLength: 1, maxLength: 14 })
  .map((choices) => {
    const layers: DarknetLayer[] = [];
    const maps: Map[] = [];
    let last: Map = { index: -1, channels: 3, side: SIDE };
    const push = (layer: DarknetLayer, map: Omit<Map, 'index'>): void => {
      last = { index: layers.push(layer) - 1, ...map };
      maps.push(last);
    };
    for (const one of choices) addChoice(one);
    addHead({ number: 1, another: 0 });
    return { name: 'random', channels: 3, height: SIDE, width: SIDE, layers };

    function addChoice(one: Choice): void {
      const { channels, side } = last;
      const alike = maps.filter((map) => map.side === side);
      const other = alike[one.number % Math.max(1, alike.length)];
      switch (one.kind) {
        case 'convolutional': {
          addConvolution(one);
          return;
        }
        case 'shortcut': {
          const equal = alike.filter((map) => map.channels === channels);
          const from = equal[one.number % Math.max(1, equal.length)];
          if (from === undefined) return;
          push({ kind: 'shortcut', from: from.index, activation: one.activation }, { channels, side });
          return;
        }
        case 'route': {
          if (other === undefined) return;
          const more = one.another % 2 === 0 ? [] : [alike[one.another % alike.length] ?? other];
          const joined = [other, ...more];
          const sum = joined.reduce((total, map) => total + map.channels, 0);
          const indices = joined.map(({ index }) => index);
          push({ kind: 'route', layers: indices, groups: 1, group: 0 }, { channels: sum, side });
          return;
        }
        case 'groups': {
          const split = alike.find((map) => map.channels % 2 === 0);
          if (split === undefined) return;
          const layer = { kind: 'route', layers: [split.index], groups: 2, group: one.number % 2 } as const;
          push(layer, { channels: split.channels / 2, side });
          return;
        }
        case 'upsample':
          if (side <= SIDE && last.index >= 0) push({ kind: 'upsample', stride: 2 }, { channels, side: side * 2 });
          return;
        case 'maxpool': {
          const padding = one.size - 1;
          const map = { channels, side: Math.floor((side - 1) / one.stride) + 1 };
          push({ kind: 'maxpool', size: one.size, strides: [one.stride, one.stride], padding }, map);
          return;
        }
        case 'yolo': {
          addHead(one);
          return;
        }
      }
    }

    function addConvolution({ filters, size, stride, number, activation, batchNormalize }: Choice): void {
      const groups = last.channels > 1 && number % 3 === 0 ? last.channels : 1;
      const padding = Math.floor(size / 2);
      push(
        { kind: 'convolutional', filters: filters * groups, size, strides: [stride, stride], padding, groups, batchNormalize, activation }, // prettier-ignore
        { channels: filters * groups, side: Math.floor((last.side + 2 * padding - size) / stride) + 1 },
      );
    }

    function addHead({ number, another }: { readonly number: number; readonly another: number }): void {
      const stride = SIDE / last.side;
      const anchors = [
        [4, 5],
        [9.5, 8],
        [14, 15],
      ] as const;
      const mask = [[0], [1, 2], [2, 0]][number % 3] ?? [0];
      const { side } = last;
      if (!Number.isInteger(stride)) return;
      push(
        { kind: 'convolutional', filters: mask.length * 7, size: 1, strides: [1, 1], padding: 0, groups: 1, batchNormalize: false, activation: 'linear' }, // prettier-ignore
        { channels: mask.length * 7, side },
      );
      layers.push({ kind: 'yolo', classes: 2, anchors, mask, centreScale: another % 2 === 0 ? 1 : 1.05 });
      const [first] = maps;
      if (first !== undefined) push({ kind: 'route', layers: [first.index], groups: 1, group: 0 }, first);
    }
  })
  .filter(({ layers }) => layers.some(({ kind }) => kind === 'yolo'));
