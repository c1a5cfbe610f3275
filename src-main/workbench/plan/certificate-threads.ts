import type { Certificate } from '../../../src-shared/result.ts';
import { createThreadPool } from '../../sketch/thread-pool.ts';
import type { CertifiedLayer } from './certify-layer.ts';

/** Threads on which layers are certified side by side. */
export interface CertificateThreads {
  /**
   * The certificates of a layer's sketches. A layer always goes to the same thread, which remembers what it found out.
   * @throws EspalierError as `compensateLayer`, or `interrupted` soon after the signal aborts.
   */
  certify(layer: CertifiedLayer, signal: AbortSignal): Promise<readonly Certificate[]>;
}

export function createCertificateThreads(count?: number): CertificateThreads {
  const pool = createThreadPool<CertifiedLayer, readonly Certificate[]>('certificate-thread', import.meta.url, count);
  return {
    certify: (layer, signal) => pool.run(layer, { purpose: `certifies "${layer.layer}"`, key: layer.layer, signal }),
  };
}
