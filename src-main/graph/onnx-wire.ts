import type protobuf from 'protobufjs/minimal.js';
import { EspalierError } from '../../src-shared/errors.ts';
import { WIRE } from './onnx-format.ts';

/**
 * Reads the fields of a message up to `end`; `visit` consumes a field it knows and returns true, others are skipped.
 * @throws EspalierError `bad-network` where the message reaches past the file.
 */
export function readMessage(
  reader: protobuf.Reader,
  end: number,
  visit: (field: number, wire: number) => boolean,
): void {
  if (end > reader.len) throw new EspalierError('bad-network', 'the file ends in the middle of a message');
  while (reader.pos < end) {
    const tag = reader.uint32();
    const wire = tag & 7;
    if (!visit(tag >>> 3, wire)) reader.skipType(wire);
  }
  if (reader.pos !== end) throw new EspalierError('bad-network', 'a message is longer than it says');
}

/** int64 fields come as numbers, or as objects that print as one where the package `long` is installed. */
export function toInteger(value: unknown): number {
  return Number(String(value));
}

/** A repeated integer field, packed or not. */
export function readPackedIntegers(reader: protobuf.Reader, wire: number, into: number[]): void {
  if (wire !== WIRE.bytes) {
    into.push(toInteger(reader.int64()));
    return;
  }
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new EspalierError('bad-network', 'the file ends in the middle of a list');
  while (reader.pos < end) into.push(toInteger(reader.int64()));
}

/** A repeated float field, packed or not. */
export function readPackedFloats(reader: protobuf.Reader, wire: number, into: number[]): void {
  if (wire !== WIRE.bytes) {
    into.push(reader.float());
    return;
  }
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new EspalierError('bad-network', 'the file ends in the middle of a list');
  while (reader.pos < end) into.push(reader.float());
}
