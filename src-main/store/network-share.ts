import { statfsSync } from 'node:fs';

/** File systems of other machines by the magic numbers of Linux's statfs(2). */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
]);

/** The kind of network share that a folder lies on; undefined on a disk of this machine, and where the system doesn't tell. */
export function findNetworkShare(folder: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return nameNetworkFileSystem(statfsSync(folder).type);
  } catch {
    return undefined;
  }
}

/** The name of a network file system by its statfs number, which some systems give as a negative one of 32 bits. */
export function nameNetworkFileSystem(type: number): string | undefined {
  return NETWORK_FILE_SYSTEMS.get(type >>> 0);
}
