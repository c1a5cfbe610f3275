import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder of real data by its name in `ESPALIER_TEST_DATA` (else ~/.cache/espalier-test-data); undefined where it is absent. */
export function findTestData(name: string): string | undefined {
  const folder = join(process.env.ESPALIER_TEST_DATA ?? join(homedir(), '.cache', 'espalier-test-data'), name);
  return existsSync(folder) ? folder : undefined;
}
