/** Trusted Types policies that may exist in the window: DOMPurify's own, and the one that starts our workers. */
const trustedTypesPolicies = ['dompurify', 'tierdesk-worker']

/** The policy header of every file of the window. `serviceUrl` is an http(s) origin; the window may talk to it and to nothing else. */
export function contentSecurityPolicy(serviceUrl: string): string {
  const http = new URL(serviceUrl).origin
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src-elem': ["'self'"],
    // React writes sizes of virtual rows and resized panes as style attributes; a stylesheet still must be a file of ours.
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'worker-src': ["'self'"],
    'connect-src': ["'self'", http, http.replace(/^http/, 'ws')],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': trustedTypesPolicies,
  }
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}
