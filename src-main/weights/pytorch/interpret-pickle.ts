import { OPCODE } from './opcode.ts';
import { addItems, checkBuilt, setItems } from './pickle-containers.ts';
import { createCursor } from './pickle-cursor.ts';
import { readLiteral } from './pickle-literal.ts';
import { createPickleStack } from './pickle-stack.ts';
import { describeValue, isKind, type PickleValue } from './pickle-value.ts';
import { quote } from '../quote.ts';
import { refusePickle } from './refuse-pickle.ts';

/** A network of a thousand tensors takes about 30,000. */
const MOST_OPERATIONS = 500_000;
const OLDEST_PROTOCOL = 2;
const NEWEST_PROTOCOL = 5;

/** What a pickle may refer to. Nothing of it is code of the file's: constructors are functions of ours that make values. */
export interface PickleWorld {
  /** By `module.name`; a name that is not here ends the reading. */
  readonly constructors: ReadonlyMap<string, (args: readonly PickleValue[]) => PickleValue>;
  /** Names that are values and can't be called. */
  readonly names: ReadonlySet<string>;
  /** What a persistent id stands for. */
  readonly resolve: (id: PickleValue) => PickleValue;
}

/**
 * Interprets a pickle (protocols 2 to 5) without executing anything of it: it can only make plain values and what `world` offers.
 * Time and memory are bounded by the number of operations and the length of the program; no step recurses.
 * @throws EspalierError `bad-network`, above all for a name that is not in `world`.
 */
export function interpretPickle(program: Uint8Array, world: PickleWorld): PickleValue {
  const cursor = createCursor(program);
  const stack = createPickleStack();
  const memo = new Map<number, PickleValue>();

  function recall(index: number): PickleValue {
    const value = memo.get(index);
    return value === undefined ? refusePickle(`it recalls a value ${index} that it never kept`) : value;
  }

  function popTuple(count: number): void {
    const items = Array.from({ length: count }, () => stack.pop()).reverse();
    stack.push({ kind: 'tuple', items });
  }

  for (let operations = 0; operations < MOST_OPERATIONS; operations++) {
    const opcode = cursor.byte();
    switch (opcode) {
      case OPCODE.protocol:
        checkProtocol(cursor.byte());
        break;
      case OPCODE.frame:
        cursor.length();
        break;
      case OPCODE.stop:
        return stack.pop();
      case OPCODE.mark:
        stack.mark();
        break;
      case OPCODE.pop:
        stack.pop();
        break;
      case OPCODE.popMark:
        stack.popToMark();
        break;
      case OPCODE.duplicate:
        stack.push(stack.top());
        break;
      case OPCODE.put8:
        memo.set(cursor.byte(), stack.top());
        break;
      case OPCODE.put32:
        memo.set(cursor.unsigned(4), stack.top());
        break;
      case OPCODE.memoize:
        memo.set(memo.size, stack.top());
        break;
      case OPCODE.get8:
        stack.push(recall(cursor.byte()));
        break;
      case OPCODE.get32:
        stack.push(recall(cursor.unsigned(4)));
        break;
      case OPCODE.emptyTuple:
        popTuple(0);
        break;
      case OPCODE.tuple1:
        popTuple(1);
        break;
      case OPCODE.tuple2:
        popTuple(2);
        break;
      case OPCODE.tuple3:
        popTuple(3);
        break;
      case OPCODE.tuple:
        stack.push({ kind: 'tuple', items: stack.popToMark() });
        break;
      case OPCODE.emptyList:
      case OPCODE.emptySet:
        stack.push({ kind: 'list', items: [] });
        break;
      case OPCODE.frozenSet:
        stack.push({ kind: 'list', items: stack.popToMark() });
        break;
      case OPCODE.append: {
        const item = stack.pop();
        addItems(stack.top(), [item]);
        break;
      }
      case OPCODE.appends:
      case OPCODE.addItems: {
        const items = stack.popToMark();
        addItems(stack.top(), items);
        break;
      }
      case OPCODE.emptyDictionary:
        stack.push({ kind: 'dictionary', entries: new Map() });
        break;
      case OPCODE.setItem: {
        const value = stack.pop();
        const key = stack.pop();
        setItems(stack.top(), [key, value]);
        break;
      }
      case OPCODE.setItems: {
        const items = stack.popToMark();
        setItems(stack.top(), items);
        break;
      }
      case OPCODE.global: {
        const module = cursor.line();
        stack.push(findGlobal(`${module}.${cursor.line()}`, world));
        break;
      }
      case OPCODE.stackGlobal: {
        const name = stack.pop();
        stack.push(findGlobal(`${nameOf(stack.pop())}.${nameOf(name)}`, world));
        break;
      }
      case OPCODE.reduce:
      case OPCODE.newObject: {
        const args = stack.pop();
        stack.push(construct(stack.pop(), args, world));
        break;
      }
      case OPCODE.build:
        // The state of an object: what Python would set as its attributes is of no interest.
        stack.pop();
        checkBuilt(stack.top());
        break;
      case OPCODE.persistentId:
        stack.push(world.resolve(stack.pop()));
        break;
      default:
        stack.push(readLiteral(opcode, cursor));
    }
  }
  return refusePickle(`its list of tensors (data.pkl) has more than ${MOST_OPERATIONS} operations`);
}

function checkProtocol(protocol: number): void {
  if (protocol < OLDEST_PROTOCOL || protocol > NEWEST_PROTOCOL) {
    refusePickle(`it is a pickle of protocol ${protocol}; ${OLDEST_PROTOCOL} to ${NEWEST_PROTOCOL} are read`);
  }
}

function nameOf(value: PickleValue): string {
  return typeof value === 'string' ? value : refusePickle(`it names a class by ${describeValue(value)}`);
}

function findGlobal(name: string, world: PickleWorld): PickleValue {
  if (world.constructors.has(name) || world.names.has(name)) return { kind: 'global', name };
  return refusePickle(
    `it asks for ${quote(name)}, and nothing of a file is executed: only tensors and plain containers are read. ` +
      'In Python, save nothing but the weights: torch.save(model.state_dict(), "weights.pth")',
  );
}

function construct(callee: PickleValue, args: PickleValue, { constructors }: PickleWorld): PickleValue {
  const make = isKind(callee, 'global') ? constructors.get(callee.name) : undefined;
  if (make === undefined) return refusePickle(`it calls ${describeValue(callee)}, which is nothing to be called`);
  if (!isKind(args, 'tuple')) {
    return refusePickle(`it calls ${describeValue(callee)} with ${describeValue(args)}`);
  }
  return make(args.items);
}
