import { RevealRefusal } from '#shared/sync/reveal-protocol.ts'
import { type WordKey, say, sayAt } from '#renderer/words/say.ts'

const always: { readonly [error: string]: WordKey } = {
  'wrong-login': 'service.wrong-login',
  'too-many-attempts': 'service.too-many-attempts',
  'bad-request': 'service.bad-request',
  busy: 'service.busy',
  fault: 'service.fault',
  'not-signed-in': 'service.not-signed-in',
  'device-refused': 'service.device-refused',
  'account-closed': 'service.account-closed',
  wiped: 'service.wiped',
}

/** The same error means another thing for a file than for a detail of a party. */
const words = {
  account: always,
  archive: always,
  file: {
    ...always,
    'too-large': 'service.too-large',
    'not-found': 'service.file-not-found',
    'id-taken': 'service.id-taken',
    'wrong-bytes': 'service.wrong-bytes',
    'over-quota': 'service.over-quota',
    refused: 'service.refused',
    'not-ready': 'service.not-ready',
    gone: 'service.file-gone',
  },
  detail: {
    ...always,
    'not-permitted': 'service.not-permitted',
    'not-found': 'service.detail-not-found',
    'over-budget': 'service.over-budget',
  },
} satisfies { readonly [asked: string]: { readonly [error: string]: WordKey } }

/**
 * Why the service refuses a call, in the language of the window. A reason that this version has no words for is said as the service says it,
 * in English; null where the answer is no refusal of the service's: something in between has answered.
 */
export function serviceSaid(asked: keyof typeof words, body: unknown): string | null {
  const refusal = RevealRefusal.safeParse(body)
  if (!refusal.success) return null
  const { error, sentence, retryAt } = refusal.data
  const known: { readonly [error: string]: WordKey } = words[asked]
  const key = Object.hasOwn(known, error) ? known[error] : undefined
  if (key === undefined) return sentence
  return retryAt === undefined ? say(key) : say(key, { at: sayAt(retryAt) })
}
