import { z } from 'zod'

/** The scheme of links into the desk: the system gives whatever begins with it to Tierdesk. */
export const linkScheme = 'tierdesk'

/** How a link names a case: its number or its id. Letters, digits, `-` and `_`, at most 40. */
export const CaseRef = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/i)

const longestLink = 100
const caseAddress = /^case\/([a-z0-9][a-z0-9_-]{0,39})\/?$/i

/** The case that an address within the desk leads to (`case/10311`); null for one of any other shape. */
export const caseOfAddress = (address: string): string | null =>
  address.length > longestLink ? null : (caseAddress.exec(address)?.[1] ?? null)

/** Whether a text claims to be a link into the desk, well formed or not. */
export const claimsToBeLink = (text: string): boolean => /^tierdesk:/i.test(text)

/** The case that a link leads to (`tierdesk://case/10311`); null for every link of another shape: nothing of it is guessed or repaired. */
export function caseOfLink(link: string): string | null {
  const start = `${linkScheme}://`
  if (link.length > longestLink || link.slice(0, start.length).toLowerCase() !== start) return null
  return caseOfAddress(link.slice(start.length))
}

/** How links name this case: by its number where a link can say it, else by its id. */
export const refOfCase = ({ id, number }: { readonly id: string; readonly number: string }): string =>
  CaseRef.safeParse(number).success ? number : id
