import { EspalierError } from '../../src-shared/errors.ts';
import { ELEMENT_BYTES, type ElementType } from './element-type.ts';
import { quote } from './quote.ts';

/** The header's key that holds text about the file and no tensor. */
export const METADATA_KEY = '__metadata__';

/** The format's names of the types of elements that are read here. */
export const ELEMENT_TYPES = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
} as const satisfies Record<string, ElementType>;

export type Dtype = keyof typeof ELEMENT_TYPES;

const DTYPES: readonly Dtype[] = ['F64', 'F32', 'F16', 'BF16', 'I64', 'I32', 'I16', 'I8', 'U8', 'BOOL'];

/** Where one tensor lies, in bytes from the end of the header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the tensors' bytes begin in the file. */
  readonly dataStart: number;
}

const LENGTH_BYTES = 8;
/** The reference implementation takes four times as much; the headers of the largest networks have a tenth. */
const HEADER_LIMIT = 25_000_000;
const MOST_DIMENSIONS = 64;

/** The length and the header, padded with spaces so that the data starts at a multiple of eight. */
export function encodeHeader(entries: readonly TensorEntry[], metadata: Readonly<Record<string, string>>): Uint8Array {
  const described: [string, unknown][] = entries.map(({ name, dtype, shape, begin, end }) => [
    name,
    { dtype, shape, data_offsets: [begin, end] },
  ]);
  if (Object.keys(metadata).length > 0) described.unshift([METADATA_KEY, metadata]);
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(described)));
  const length = Math.ceil(text.length / 8) * 8;
  const header = new Uint8Array(LENGTH_BYTES + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(text, LENGTH_BYTES);
  return header;
}

/** Reads and checks the header of a file. @throws EspalierError `bad-network`. */
export function decodeHeader(bytes: Uint8Array): SafetensorsHeader {
  if (bytes.length < LENGTH_BYTES) throw invalidFile(`it has ${bytes.length} bytes, too few for a header`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(HEADER_LIMIT)) {
    throw invalidFile(`its header is said to be ${length} bytes long; ${HEADER_LIMIT} is the limit`);
  }
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > bytes.length) throw invalidFile(`it ends within its header of ${length} bytes`);
  const text = decodeUtf8(bytes.subarray(LENGTH_BYTES, dataStart));
  const described = parseHeader(text);
  const metadata = readMetadata(new Map(described).get(METADATA_KEY) ?? {});
  const entries = described.filter(([name]) => name !== METADATA_KEY).map(([name, value]) => readEntry(name, value));
  // JSON.parse keeps the last of two equal keys without a word; the text then has more keys than what was read. An entry has three.
  if (countKeys(text) !== described.length + 3 * entries.length + Object.keys(metadata).length) {
    throw invalidFile('its header has the same key twice');
  }
  checkCoverage(entries, bytes.length - dataStart);
  return { entries, metadata, dataStart };
}

export function invalidFile(problem: string, cause?: unknown): EspalierError {
  return new EspalierError('bad-network', `not a valid safetensors file: ${problem}`, { cause });
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw invalidFile('its header is not UTF-8', cause);
  }
}

function parseHeader(text: string): [string, unknown][] {
  if (!text.startsWith('{')) throw invalidFile('its header does not begin with "{"');
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw invalidFile('its header is not JSON', cause);
  }
  if (typeof header !== 'object' || header === null) throw invalidFile('its header is not a JSON object');
  return Object.entries(header);
}

/** How many keys a JSON text has: the colons outside its strings. */
function countKeys(json: string): number {
  let keys = 0;
  let inString = false;
  for (let index = 0; index < json.length; index++) {
    const character = json[index];
    if (character === '"') inString = !inString;
    else if (character === '\\' && inString) index++;
    else if (character === ':' && !inString) keys++;
  }
  return keys;
}

function readMetadata(value: unknown): Record<string, string> {
  const entries: [string, unknown][] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [['', value]];
  const texts = entries.map(([key, text]): [string, string] => {
    if (typeof text !== 'string') throw invalidFile(`its "${METADATA_KEY}" holds something other than text`);
    return [key, text];
  });
  return Object.fromEntries(texts);
}

function readEntry(name: string, value: unknown): TensorEntry {
  const { dtype, shape, begin, end } = readDescription(name, value);
  const known = DTYPES.find((one) => one === dtype);
  if (known === undefined) {
    throw new EspalierError(
      'bad-network',
      `tensor ${quote(name)} has elements of type ${quote(dtype)}, which can't be read here`,
    );
  }
  const size = shape.reduce((product, dimension) => product * dimension, ELEMENT_BYTES[ELEMENT_TYPES[known]]);
  if (end - begin !== size) {
    throw invalidFile(
      `tensor ${quote(name)} of shape [${shape.join(', ')}] needs ${size} bytes and has ${end - begin}`,
    );
  }
  return { name, dtype: known, shape, begin, end };
}

/** By hand: a schema would keep a complaint for each of millions of wrong numbers. */
function readDescription(name: string, value: unknown): { dtype: string; shape: number[]; begin: number; end: number } {
  const described = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const wrong = (problem: string): EspalierError =>
    invalidFile(`tensor ${quote(name)} is described wrongly: ${problem}`);
  const unknown = [...described.keys()].find((key) => !['dtype', 'shape', 'data_offsets'].includes(key));
  if (unknown !== undefined) throw wrong(`the key ${quote(unknown)} is not known`);
  const dtype = described.get('dtype');
  if (typeof dtype !== 'string') throw wrong('"dtype" is no text');
  const shape = readSizes(described.get('shape'));
  if (shape === undefined) throw wrong(`"shape" is no list of at most ${MOST_DIMENSIONS} sizes`);
  const [begin, end, ...more] = readSizes(described.get('data_offsets')) ?? [];
  if (begin === undefined || end === undefined || more.length > 0)
    throw wrong('"data_offsets" is no beginning and end');
  return { dtype, shape, begin, end };
}

function readSizes(value: unknown): number[] | undefined {
  if (!Array.isArray(value) || value.length > MOST_DIMENSIONS) return undefined;
  const sizes = value.filter((size) => typeof size === 'number' && Number.isSafeInteger(size) && size >= 0);
  return sizes.length === value.length ? sizes.map(Number) : undefined;
}

/** Every byte after the header must belong to exactly one tensor. */
function checkCoverage(entries: readonly TensorEntry[], dataBytes: number): void {
  let covered = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) {
      throw invalidFile(
        `tensor ${quote(name)} begins at byte ${begin} and not at ${covered}, where the one before it ends`,
      );
    }
    covered = end;
  }
  if (covered !== dataBytes) throw invalidFile(`its tensors take ${covered} bytes and ${dataBytes} follow the header`);
}
