import { windowPolicy } from '#shared/content-security-policy.ts'

/** The policy header of every file of the window. `serviceUrl` is an http(s) origin; the window may talk to it and to nothing else. */
export function contentSecurityPolicy(serviceUrl: string): string {
  const http = new URL(serviceUrl).origin
  return Object.entries(windowPolicy({ connect: [http, http.replace(/^http/, 'ws')] }))
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}
