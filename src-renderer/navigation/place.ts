const ORIGINS = ['project', 'run', 'preset', 'recipe'] as const;

/** What a new compression begins with. */
type WizardOrigin = Readonly<Partial<Record<(typeof ORIGINS)[number], string>>>;

/** Where in the application the user is; its address is the hash of the page's. */
export type Place =
  /** The first screen; `archive` is the path of a project's archive that is to be opened there. */
  | { readonly page: 'home'; readonly archive?: string }
  | { readonly page: 'project'; readonly name: string }
  /** A new compression: from scratch in a project, or beginning with the recipe of a run, of a preset or in a file. */
  | ({ readonly page: 'wizard' } & WizardOrigin)
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
    default: {
      const archive = new URLSearchParams(query).get('archive');
      return archive === null || archive === '' ? { page: 'home' } : { page: 'home', archive };
    }
  }
}

/** The address of a place. */
export function addressOf(place: Place): string {
  switch (place.page) {
    case 'home':
      return place.archive === undefined ? '#/' : `#/?archive=${encodeURIComponent(place.archive)}`;
    case 'project':
      return `#/projects/${encodeURIComponent(place.name)}`;
    case 'wizard': {
      const origin = new URLSearchParams(
        ORIGINS.flatMap((key) => (place[key] === undefined ? [] : [[key, place[key]]])),
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

function readOrigin(query: URLSearchParams): WizardOrigin {
  return Object.fromEntries(ORIGINS.flatMap((key) => (query.get(key) ? [[key, query.get(key)]] : [])));
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
