import { Option } from 'commander';
import { createHost } from '../host/create-host.ts';
import type { Host } from '../host/host.ts';
import { resolveHome } from '../store/home.ts';

/** `--home`, for the commands that need a host. */
export function homeOption(): Option {
  return new Option('--home <folder>', "where runs are kept (default: ESPALIER_HOME, else the platform's data folder)");
}

/** Opens the host of a home for as long as the work takes. */
export async function withHost<T>(home: string | undefined, work: (host: Host) => T | Promise<T>): Promise<T> {
  const host = createHost(resolveHome(home));
  try {
    return await work(host);
  } finally {
    host.close();
  }
}
