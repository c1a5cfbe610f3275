/** Origin of the application's own page. */
export const PAGE_ORIGIN = 'app://espalier';
/** Origin of the reports of runs, one path a run. */
export const REPORT_ORIGIN = 'app://report';

/** The page: its own files and frames of reports, no network, nothing inline. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  `frame-src ${REPORT_ORIGIN}`,
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A report: its inline styles and images, no scripts, shown by the page only. */
export const REPORT_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${PAGE_ORIGIN}`,
  'sandbox',
].join('; ');
