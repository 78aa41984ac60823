import { parseUrl } from './parse-url.ts'

/** The origin of the central service, or one sentence for the person who set it wrongly. */
export type ServiceAddress = { readonly serviceUrl: string } | { readonly refused: string }

const whatToDo =
  'Set it to an address such as https://desk.example.com, or to http://127.0.0.1:4510 for a service on this computer.'

/** Reads TIERDESK_SERVICE_URL; null where it says nothing. Plain http is for this computer only: over a network, cases must not travel unencrypted. */
export function serviceAddress(setting: string | undefined): ServiceAddress | null {
  if (setting === undefined || setting.trim() === '') return null
  const url = parseUrl(setting.trim())
  if (url === null) return refused('is not a web address')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('must start with https:// or http://')
  if (url.username !== '' || url.password !== '') return refused('must not hold a name or a password')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return refused('must end after the host and port')
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return refused('uses http, which is allowed for this computer only')
  return { serviceUrl: url.origin }
}

// The setting itself is not repeated: it may hold a password, and this line ends up in logs.
function refused(what: string): ServiceAddress {
  return { refused: `Tierdesk did not start: TIERDESK_SERVICE_URL ${what}. ${whatToDo}` }
}

// URL has already turned 127.1, 0x7f000001 and the like into four plain numbers.
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
}
