/** Origin of the application's own page in the window. */
export const PAGE_ORIGIN = 'app://espalier';
/** Where the window finds reports: ids of runs, with commas between them, as the path. */
export const REPORT_ORIGIN = 'app://report';
/** Where the window finds images: a token as the path. */
export const IMAGE_ORIGIN = 'app://image';

/** What a page and its reports may load and do. */
export interface PagePolicies {
  readonly page: string;
  readonly report: string;
}

/** In the window: its own files, images and frames of reports, no network. */
export const WINDOW_POLICIES: PagePolicies = {
  page: pagePolicy({ images: `'self' ${IMAGE_ORIGIN}`, frames: REPORT_ORIGIN, connections: "'none'" }),
  report: reportPolicy(PAGE_ORIGIN, 'sandbox'),
};

/**
 * In a browser: the same from one origin, and the channel to the server on `host` (with its port), the only connection. The page may print a
 * report's frame, which its window's shell does in the other case.
 */
export function browserPolicies(host: string): PagePolicies {
  return {
    page: pagePolicy({ images: "'self'", frames: "'self'", connections: `ws://${host}/channel` }),
    report: reportPolicy("'self'", 'sandbox allow-same-origin allow-modals'),
  };
}

function pagePolicy({
  images,
  frames,
  connections,
}: Readonly<Record<'images' | 'frames' | 'connections', string>>): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${images}`,
    "font-src 'self'",
    `frame-src ${frames}`,
    `connect-src ${connections}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Inline styles and images, no scripts, shown by the page only. */
function reportPolicy(ancestor: string, sandbox: string): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestor}`,
    sandbox,
  ].join('; ');
}
