import type { RefusalReason } from '#shared/refusals.ts'
import type { MutationResult } from '#shared/sync/protocol.ts'

/** From this protocol on a window reads reasons that it does not know. */
const openSince = 3

/** The reasons that windows of protocol 1 can read, and no others. */
const first: readonly RefusalReason[] = [
  'not-allowed',
  'not-found',
  'id-taken',
  'bad-arguments',
  'too-large',
  'unknown-mutation',
  'thread-moved',
  'escalation-is-open',
  'escalation-moved-on',
  'case-is-closed',
  'not-an-agent',
  'not-a-tier-2-queue',
  'macro-is-off',
  'unresolved-placeholder',
  'dependency-refused',
  'bad-row',
]

const readable: { readonly [protocol: number]: ReadonlySet<RefusalReason> } = {
  1: new Set(first),
  2: new Set<RefusalReason>([...first, 'claimed-by-other']),
}

/** Results as a window that speaks `protocol` can read them: an older one is told `not-allowed` for a reason that came after it [S19]. */
export function toldResults(results: readonly MutationResult[], protocol: number): readonly MutationResult[] {
  if (protocol >= openSince) return results
  const read = readable[protocol]
  return results.map((result) => {
    const { outcome } = result
    const isRead = 'applied' in outcome || read?.has(outcome.refused) === true
    return isRead ? result : { ...result, outcome: { refused: 'not-allowed' } }
  })
}
