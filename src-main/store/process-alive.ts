/** Whether a process with this id exists on this machine. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it means that it is there, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
