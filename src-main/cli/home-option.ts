import { Option } from 'commander';
import type { Host } from '../host/host.ts';
import { resolveHome } from '../store/home.ts';

export interface HomeOption {
  readonly home?: string;
}

/** The option of every command that needs the runs of a home. */
export function homeOption(): Option {
  return new Option(
    '--home <folder>',
    'where runs are kept (else $ESPALIER_HOME, else the data folder of this system)',
  );
}

/** Does work with the host of a home, closed afterwards whatever happens. */
export async function withHost<T>({ home }: HomeOption, work: (host: Host) => T | Promise<T>): Promise<T> {
  const { createHost } = await import('../host/create-host.ts');
  const host = createHost(resolveHome(home));
  try {
    return await work(host);
  } finally {
    host.close();
  }
}
