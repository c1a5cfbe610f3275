import { REPORT_FORMAT, REPORT_VERSION, type Report } from '../../src-shared/report-schema.ts';
import type { RunResult } from '../../src-shared/result.ts';

/** The report of one or several runs for programs, as `reportSchema` in src-shared describes it. */
export function renderJson(runs: readonly RunResult[]): string {
  const report: Report = { format: REPORT_FORMAT, version: REPORT_VERSION, runs };
  return `${JSON.stringify(report, null, 2)}\n`;
}
