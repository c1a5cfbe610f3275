import { readInteger, requireNeutral } from './cfg-settings.ts';
import { parseCfg, refuseLine, type CfgSection } from './cfg-section.ts';
import type { DarknetNetwork } from './layer.ts';
import { readLayer } from './read-layer.ts';

/** Of the input's sides; larger images are cut into tiles. */
const SIDE = { least: 1, most: 1 << 14 };
const MOST_LAYERS = 10_000;

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** A network out of a cfg, and for each of its layers how a message may call it. */
export interface CfgNetwork {
  readonly network: DarknetNetwork;
  readonly places: readonly string[];
}

/**
 * Reads a cfg of darknet (AlexeyAB/darknet, src/parser.c). A size given takes the place of the cfg's.
 * @throws EspalierError `bad-network` naming the line.
 */
export function readCfg(text: string, name: string, size?: ImageSize): CfgNetwork {
  const [net, ...sections] = parseCfg(text);
  if (net === undefined) return refuseLine(1, 'there is no section in it; a darknet cfg begins with [net]');
  if (net.kind !== 'net' && net.kind !== 'network') refuseLine(net.line, 'the first section has to be [net]');
  if (sections.length > MOST_LAYERS) refuseLine(net.line, `${sections.length} layers; ${MOST_LAYERS} are the limit`);
  requireNeutral(net, { inputs: 0 });
  return {
    network: {
      name,
      channels: readInteger(net, 'channels', 3, { least: 1, most: 1 << 10 }),
      height: size?.height ?? readSide(net, 'height'),
      width: size?.width ?? readSide(net, 'width'),
      layers: sections.map(readLayer),
    },
    places: sections.map(({ kind, line }) => `line ${line}: [${kind}]`),
  };
}

function readSide(net: CfgSection, key: string): number {
  return readInteger(net, key, undefined, SIDE);
}
