import { caseOfAddress } from '#shared/desk-link.ts'

const listeners = new Set<() => void>()
let waiting: string | null = null

function tell(): void {
  for (const listener of listeners) listener()
}

/** Has the desk open a case, by its number or id, as soon as there is one. */
export function leadTo(caseRef: string): void {
  waiting = caseRef
  tell()
}

/** The case that the address of this page names after `#`. It is taken out of it: loading the page again is not following the link again. */
function takeFromAddress(): string | null {
  const caseRef = caseOfAddress(location.hash.slice(1))
  if (caseRef !== null) history.replaceState(history.state, '', location.pathname + location.search)
  return caseRef
}

/** The case that a link leads to, once. */
export function takeLink(): string | null {
  const taken = takeFromAddress() ?? waiting
  waiting = null
  return taken
}

/** Hears of links that are followed while the page is open, until the returned function is called. */
export function onLinkAsked(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('hashchange', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('hashchange', listener)
  }
}
