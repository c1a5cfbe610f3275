import { copyFile, rename, rm } from 'node:fs/promises';

/**
 * Moves a file to where the user wants it, over one that is there already; from one disk to another it is copied, and is there only as a whole.
 * @throws what the file system throws; the file is where it was then.
 */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyAcross(from, to);
  }
}

async function copyAcross(from: string, to: string): Promise<void> {
  const unfinished = `${to}.part`;
  try {
    await copyFile(from, unfinished);
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await rm(from);
}
