import { z } from 'zod'

const NextPage = z.discriminatedUnion('at', [
  z.object({ at: z.literal('sign-in'), isAgain: z.boolean(), trouble: z.string().nullable() }),
  z.object({ at: z.enum(['wiped', 'account-closed']) }),
])

/**
 * How a desk was left, for the page that is loaded in place of this one: it says what this one would have said. `isAgain`: the service
 * had ended the session; `trouble`: why it could not be told of a sign-out, a sentence for people.
 */
export type NextPage = z.infer<typeof NextPage>

// Of this window alone: another one of the same browser has left nothing.
const entry = 'tierdesk.left'

/** Notes how the desk was left; null: there is nothing to say. */
export function noteNextPage(left: NextPage | null): void {
  if (left === null) sessionStorage.removeItem(entry)
  else sessionStorage.setItem(entry, JSON.stringify(left))
}

/** What the page before this one has left to say, once; null where it left nothing. */
export function takeNextPage(): NextPage | null {
  const text = sessionStorage.getItem(entry)
  sessionStorage.removeItem(entry)
  // Written by this same build a moment ago, or by another one that was updated in between: that one's is nothing to stop at.
  return text === null ? null : (NextPage.safeParse(jsonOf(text)).data ?? null)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
