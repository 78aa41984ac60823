import { linkScheme } from '#shared/desk-link.ts'
import type { Desktop } from './desktop-api.ts'

/** A link to a case, by its number or id: of the app, or of the page that this window is. */
export const linkToCase = (kind: Desktop['kind'], caseRef: string): string =>
  kind === 'electron' ? `${linkScheme}://case/${caseRef}` : `${location.origin}${location.pathname}#case/${caseRef}`
