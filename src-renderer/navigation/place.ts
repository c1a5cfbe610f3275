/** Where in the application the user is; its address is the hash of the page's. */
export type Place =
  | { readonly page: 'home' }
  | { readonly page: 'project'; readonly name: string }
  /** A new compression: from scratch in a project, or beginning with the recipe of a run or of a preset. */
  | { readonly page: 'wizard'; readonly project?: string; readonly run?: string; readonly preset?: string }
  | { readonly page: 'run'; readonly id: string }
  | { readonly page: 'compare'; readonly ids: readonly string[] }
  | { readonly page: 'report'; readonly ids: readonly string[] }
  | { readonly page: 'settings' };

/** The place of an address such as `#/runs/20260131-142500-3fa9`; home where there is none. */
export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page = '', rest = ''] = path.split('/');
  const name = decode(rest);
  switch (page) {
    case 'projects':
      return name === '' ? { page: 'home' } : { page: 'project', name };
    case 'new':
      return { page: 'wizard', ...readOrigin(new URLSearchParams(query)) };
    case 'runs':
      return name === '' ? { page: 'home' } : { page: 'run', id: name };
    case 'compare':
      return { page: 'compare', ids: splitIds(rest) };
    case 'report':
      return { page: 'report', ids: splitIds(rest) };
    case 'settings':
      return { page: 'settings' };
    default:
      return { page: 'home' };
  }
}

/** The address of a place. */
export function addressOf(place: Place): string {
  switch (place.page) {
    case 'home':
      return '#/';
    case 'project':
      return `#/projects/${encodeURIComponent(place.name)}`;
    case 'wizard': {
      const { project, run, preset } = place;
      const origin = new URLSearchParams(
        Object.entries({ project, run, preset }).filter((entry): entry is [string, string] => entry[1] !== undefined),
      );
      return origin.size === 0 ? '#/new' : `#/new?${origin.toString()}`;
    }
    case 'run':
      return `#/runs/${encodeURIComponent(place.id)}`;
    case 'compare':
      return `#/compare/${place.ids.map(encodeURIComponent).join(',')}`;
    case 'report':
      return `#/report/${place.ids.map(encodeURIComponent).join(',')}`;
    case 'settings':
      return '#/settings';
  }
}

function readOrigin(query: URLSearchParams): { project?: string; run?: string; preset?: string } {
  const [project, run, preset] = ['project', 'run', 'preset'].map((key) => query.get(key));
  return { ...(project ? { project } : {}), ...(run ? { run } : {}), ...(preset ? { preset } : {}) };
}

function splitIds(text: string): string[] {
  return text
    .split(',')
    .map(decode)
    .filter((id) => id !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
