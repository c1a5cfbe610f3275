import * as ort from 'onnxruntime-node';
import { EspalierError } from '../../../src-shared/errors.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** Runs a session, naming graph and device where it fails. @throws EspalierError `computation-failed`. */
export async function runSession(
  session: ort.InferenceSession,
  feeds: Readonly<Record<string, ort.OnnxValue>>,
  graph: string,
  device: string,
): Promise<Readonly<Record<string, ort.OnnxValue>>> {
  return session.run(feeds).catch((cause: unknown) => {
    const advice = 'if memory is short, a smaller "batchSize" needs less';
    const message = `running "${graph}" on ${device} failed: ${firstLine(cause)}; ${advice}`;
    throw new EspalierError('computation-failed', message, { cause });
  });
}

export function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}

/** Shares the tensor's memory. */
export function toRuntime(tensor: Tensor): ort.Tensor {
  return new ort.Tensor(tensor.type, tensor.data, tensor.shape);
}

/** Shares the runtime's memory. @throws EspalierError `internal` for a type that graphs of ours don't have. */
export function fromRuntime(name: string, value: ort.OnnxValue | undefined): Tensor {
  if (value === undefined) throw new EspalierError('internal', `there is no output "${name}"`);
  const { dims: shape, type, data } = value;
  if (type === 'float32' && data instanceof Float32Array) return { type, shape, data };
  if (type === 'float64' && data instanceof Float64Array) return { type, shape, data };
  if (type === 'int64' && data instanceof BigInt64Array) return { type, shape, data };
  if (type === 'int32' && data instanceof Int32Array) return { type, shape, data };
  if (type === 'bool' && data instanceof Uint8Array) return { type, shape, data };
  throw new EspalierError('internal', `output "${name}" has the unexpected type ${type}`);
}
