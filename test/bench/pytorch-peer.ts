import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Graph } from '../../src-main/graph/graph.ts';
import { encodeOnnx } from '../../src-main/graph/onnx-writer.ts';
import { PYTHON } from './python-peer.ts';

export interface Peer {
  readonly name: string;
  /** Milliseconds of one run. */
  readonly run: () => Promise<number>;
  readonly close: () => void;
}

/** PyTorch in a process of its own, with a network of ours on all cores; undefined where python3-torch or python3-onnx is not installed. */
export function openPytorch(network: Graph, mode: 'train' | 'infer', batchSize: number): Peer | undefined {
  const version = spawnSync(PYTHON, ['-c', 'import onnx, torch; print(torch.__version__)'], { encoding: 'utf8' });
  if (version.status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'espalier-bench-'));
  const path = join(folder, 'network.onnx');
  writeFileSync(path, encodeOnnx(network));
  const script = fileURLToPath(new URL('./pytorch/network_peer.py', import.meta.url));
  const child = spawn(PYTHON, [script, path, mode, String(batchSize), String(availableParallelism())], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    name: `PyTorch ${version.stdout.trim()}`,
    async run() {
      child.stdin.write('\n');
      const answer = await lines.next();
      if (answer.done === true) throw new Error('the PyTorch peer ended');
      return Number(answer.value);
    },
    close() {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}
