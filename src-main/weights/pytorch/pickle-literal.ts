import { OPCODE } from './opcode.ts';
import type { PickleCursor } from './pickle-cursor.ts';
import type { PickleValue } from './pickle-value.ts';
import { refusePickle } from './refuse-pickle.ts';

/** A plain value, written in the program itself. @throws EspalierError `bad-network` for an operation that is none of those known. */
export function readLiteral(opcode: number, cursor: PickleCursor): PickleValue {
  switch (opcode) {
    case OPCODE.none:
      return null;
    case OPCODE.newTrue:
      return true;
    case OPCODE.newFalse:
      return false;
    case OPCODE.unsigned8:
      return cursor.unsigned(1);
    case OPCODE.unsigned16:
      return cursor.unsigned(2);
    case OPCODE.integer32:
      return cursor.signed32();
    case OPCODE.long8:
      return readLong(cursor.take(cursor.byte()));
    case OPCODE.float:
      return cursor.float64();
    case OPCODE.text8:
      return cursor.text(cursor.unsigned(1));
    case OPCODE.text32:
      return cursor.text(cursor.unsigned(4));
    case OPCODE.text64:
      return cursor.text(cursor.length());
    case OPCODE.bytes8:
      return cursor.take(cursor.unsigned(1));
    case OPCODE.bytes32:
      return cursor.take(cursor.unsigned(4));
    case OPCODE.bytes64:
      return cursor.take(cursor.length());
    default:
      return refusePickle(
        `its list of tensors (data.pkl) has an operation 0x${opcode.toString(16)} that torch.save does not write`,
      );
  }
}

/** Two's complement, little-endian; a number where it is exact. */
function readLong(bytes: Uint8Array): number | bigint {
  const value = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const signed = BigInt.asIntN(8 * bytes.length, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}
