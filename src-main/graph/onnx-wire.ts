import type protobuf from 'protobufjs/minimal.js';
import { EspalierError } from '../../src-shared/errors.ts';
import { WIRE } from './onnx-format.ts';

/** @throws EspalierError `bad-network`. */
export function refuse(problem: string): never {
  throw new EspalierError('bad-network', problem);
}

/**
 * Reads the fields of a message up to `end`; `visit` consumes a field it knows and returns true, others are skipped.
 * @throws EspalierError `bad-network` where the message reaches past the file.
 */
export function readMessage(
  reader: protobuf.Reader,
  end: number,
  visit: (field: number, wire: number) => boolean,
): void {
  if (end > reader.len) refuse('the file ends in the middle of a message');
  while (reader.pos < end) {
    const tag = reader.uint32();
    const wire = tag & 7;
    if (!visit(tag >>> 3, wire)) reader.skipType(wire);
  }
  if (reader.pos !== end) refuse('a message is longer than it says');
}

/** An int64 field as a number, exact up to 2⁵³. */
export function readInteger(reader: protobuf.Reader): number {
  return Number(readBigInteger(reader));
}

/** An int64 field, exact. */
export function readBigInteger(reader: protobuf.Reader): bigint {
  const { high, low } = reader.int64();
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

/** A repeated field of numbers, packed or not. @throws EspalierError `bad-network` where it reaches past the file. */
export function readPacked<Value>(reader: protobuf.Reader, wire: number, into: Value[], readOne: () => Value): void {
  if (wire !== WIRE.bytes) {
    into.push(readOne());
    return;
  }
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) refuse('the file ends in the middle of a list');
  while (reader.pos < end) into.push(readOne());
}

/** @throws EspalierError `bad-network` where one more would be too many: a few bytes of a file become an object of many here. */
export function checkCount(what: string, count: number, most: number): void {
  if (count >= most) refuse(`it has more than ${most} ${what}`);
}
