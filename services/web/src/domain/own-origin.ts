export interface RequestOrigin {
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site` (Fetch Metadata): what the browser itself says of where a request comes from. */
  readonly fetchSite: string | undefined;
}

/**
 * Tells whether a form was sent from a page of ours. Browsers state the origin of every POST; one that does not
 * must at least say that it comes from the same origin. A request that says nothing is not believed.
 */
export function isFromOurPages(request: RequestOrigin, ownHosts: readonly string[]): boolean {
  if (request.origin === undefined) return request.fetchSite === 'same-origin';
  return URL.canParse(request.origin) && ownHosts.includes(new URL(request.origin).host);
}
