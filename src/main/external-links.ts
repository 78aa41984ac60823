import { parseUrl } from './parse-url.ts'

const longestLink = 2000
// Spaces, control and invisible direction marks are how a link shows one address and opens another.
const oddCharacters = /[\\\p{C}\p{Z}]/u
// The parser would repair `https:host` and `https:/host`; a host before an @ is a name that poses as one.
const writtenInFull = /^https:\/\/[^/?#@]+(?:[/?#]|$)/i

/**
 * True when a link may be opened in the person's browser: https to a host, no name or password in it, at most 2,000 characters. `hosts`: those it
 * may lead to, as the policy ExternalLinkHosts has them.
 */
export function isAllowedLink(url: string, hosts: readonly string[]): boolean {
  if (url.length > longestLink || oddCharacters.test(url)) return false
  const parsed = writtenInFull.test(url) ? parseUrl(url) : null
  if (parsed === null) return false
  if (parsed.hostname === '' || parsed.href.length > longestLink) return false
  return hosts.some((allowed) => isHostOf(parsed.hostname, allowed.toLowerCase()))
}

function isHostOf(hostname: string, allowed: string): boolean {
  // A dot at the end of a host leads to the same one.
  const host = hostname.replace(/\.$/, '')
  if (allowed === '*') return true
  const above = allowed.startsWith('*.') ? allowed.slice(2) : null
  return above === null ? host === allowed : host === above || host.endsWith(`.${above}`)
}
