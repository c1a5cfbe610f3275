/** A response under a content security policy; never kept by a cache, for what it shows may change or be deleted. */
export function respond(body: string | Uint8Array<ArrayBuffer> | Blob, type: string, policy: string): Response {
  return new Response(body, { headers: { ...headersOf(policy), 'content-type': type } });
}

/** A response without content. */
export function refuse(status: 400 | 401 | 403 | 404 | 405, policy: string): Response {
  return new Response(null, { status, headers: headersOf(policy) });
}

function headersOf(policy: string): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
