import type { DarknetLayer, DarknetNetwork, Strides } from './layer.ts';

type Setting = readonly [key: string, value: string | number];

/** A network as the text of a cfg, from which `readCfg` makes the same again. */
export function printCfg({ channels, height, width, layers }: DarknetNetwork): string {
  const net = printSection('net', [
    ['batch', 1],
    ['subdivisions', 1],
    ['width', width],
    ['height', height],
    ['channels', channels],
  ]);
  return [net, ...layers.map((layer) => printSection(layer.kind, settingsOf(layer)))].join('\n');
}

function printSection(kind: string, settings: readonly Setting[]): string {
  return [`[${kind}]`, ...settings.map(([key, value]) => `${key}=${value}`), ''].join('\n');
}

function settingsOf(layer: DarknetLayer): Setting[] {
  switch (layer.kind) {
    case 'convolutional': {
      const { filters, size, padding, groups, batchNormalize, activation } = layer;
      return [
        ...(batchNormalize ? [['batch_normalize', 1] as const] : []),
        ['filters', filters],
        ...(groups === 1 ? [] : [['groups', groups] as const]),
        ['size', size],
        ...strideSettings(layer.strides),
        padding === Math.floor(size / 2) ? ['pad', 1] : ['padding', padding],
        ['activation', activation],
      ];
    }
    case 'shortcut':
      return [
        ['from', layer.from],
        ['activation', layer.activation],
      ];
    case 'route':
      return [
        ['layers', layer.layers.join(',')],
        ...(layer.groups === 1 ? [] : ([['groups', layer.groups], ['group_id', layer.group]] as const)), // prettier-ignore
      ];
    case 'upsample':
      return [['stride', layer.stride]];
    case 'maxpool':
      return [['size', layer.size], ...strideSettings(layer.strides), ['padding', layer.padding]];
    case 'dropout':
      return [];
    case 'yolo':
      return [
        ['mask', layer.mask.join(',')],
        ['anchors', layer.anchors.map((anchor) => anchor.join(',')).join(', ')],
        ['classes', layer.classes],
        ['num', layer.anchors.length],
        ...(layer.centreScale === 1 ? [] : [['scale_x_y', layer.centreScale] as const]),
      ];
  }
}

function strideSettings([vertical, horizontal]: Strides): Setting[] {
  if (vertical === horizontal) return [['stride', vertical]];
  return [
    ['stride_x', horizontal],
    ['stride_y', vertical],
  ];
}
