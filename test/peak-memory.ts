import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has taken, in bytes. On Linux as its status says: what `process.resourceUsage` says there begins with
 * what the process that started this one took.
 */
export function peakMemoryBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error('/proc/self/status has no VmHWM');
  return Number(kilobytes) * 1024;
}
