/** Trusted Types policies that may exist in the window: DOMPurify's own, and the one that starts our workers. */
const trustedTypesPolicies = ['dompurify', 'tierdesk-worker']

/** What the window needs besides its own origin: services, and where a worker may come from. */
export interface Besides {
  readonly connect?: readonly string[]
  readonly workers?: readonly string[]
}

/** The policy of every file of the window, directive -> sources: its own files and what it needs besides, and no text ever turned into code. */
export const windowPolicy = ({ connect = [], workers = [] }: Besides): Readonly<Record<string, readonly string[]>> => ({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src-elem': ["'self'"],
  // React writes sizes of virtual rows and resized panes as style attributes; a stylesheet still must be a file of ours.
  'style-src-attr': ["'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'worker-src': ["'self'", ...workers],
  // A browser reads it to install the window.
  'manifest-src': ["'self'"],
  'connect-src': ["'self'", ...connect],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'form-action': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': trustedTypesPolicies,
})
