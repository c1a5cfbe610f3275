import type { IncomingMessage } from 'node:http';
import { isSecret, type Secrets } from './secrets.ts';

/**
 * The address by which a request has reached the server, such as `127.0.0.1:8123`; undefined where it names another machine, as after another
 * site's name was made to lead here.
 */
export function ownAddress({ headers: { host } }: IncomingMessage, port: number): string | undefined {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}` ? host : undefined;
}

/** Whether a request comes from our own page, or from an address that the user has typed. */
export function isFromOwnPage({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Ports share cookies, so that each server's has a name of its own. */
export function passCookie(port: number, { pass }: Secrets): string {
  return `${cookieName(port)}=${pass}; HttpOnly; SameSite=Strict; Path=/`;
}

export function hasPass({ headers }: IncomingMessage, port: number, { pass }: Secrets): boolean {
  const prefix = `${cookieName(port)}=`;
  const cookies = (headers.cookie ?? '').split('; ');
  return cookies.some((cookie) => cookie.startsWith(prefix) && isSecret(cookie.slice(prefix.length), pass));
}

/** Whether a request for the channel comes from our own page and brings the token, as the second of its subprotocols. */
export function mayOpenChannel({ headers }: IncomingMessage, address: string, { token }: Secrets): boolean {
  const [protocol, given, ...more] = (headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
  const named = protocol === CHANNEL_PROTOCOL && given !== undefined && more.length === 0;
  return headers.origin === `http://${address}` && named && isSecret(given, token);
}

/** What the page and the server speak. */
export const CHANNEL_PROTOCOL = 'espalier';

function cookieName(port: number): string {
  return `espalier-${port}`;
}
