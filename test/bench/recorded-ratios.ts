import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Measurement } from './measurement.ts';

/** How much slower than recorded, beside the same peer, is put down to the machine. */
const SLACK = 1.25;

const schema = z.record(z.string(), z.number());

/** Lines about measurements whose ratio to the peer is above the recorded one by more than a quarter. */
export function findSlower(measurements: readonly Measurement[]): string[] {
  const recorded = schema.parse(JSON.parse(readFileSync(new URL('./recorded-ratios.json', import.meta.url), 'utf8')));
  return measurements.flatMap(({ name, peer }) => {
    const before = recorded[name];
    if (peer === undefined || before === undefined || peer.ratio <= SLACK * before) return [];
    return [`${name}: ${peer.ratio.toFixed(2)} times the time of ${peer.name}; recorded are ${before}`];
  });
}
