import type { Row } from '#shared/tables.ts'
import type { CaseLists } from './case-lists.ts'
import type { Told } from './workspace.ts'

type CaseRow = Row<'cases'>

/** What a followed case has come to: another status, or something that was written to or by the party. */
export interface FollowedChange {
  readonly row: CaseRow
  readonly what: 'status' | 'reply'
}

/** Where the followed cases are, and who tells that they changed. */
interface FollowedSource {
  readonly lists: Pick<CaseLists, 'cases'>
  subscribe(listener: (told: Told) => void): () => void
}

/**
 * Tells what others do on the cases that the agent follows. What they do themselves, and that they began or ceased to follow one, is not told.
 * Returns how to stop.
 */
export function followedChanges(source: FollowedSource, tell: (change: FollowedChange) => void): () => void {
  const read = (): Map<string, CaseRow> => new Map(source.lists.cases('following').map((row) => [row.id, row]))
  let known = read()
  return source.subscribe(({ topics, isOwn }) => {
    if (!topics.has('cases')) return
    const before = known
    known = read()
    if (isOwn) return
    for (const row of known.values()) {
      const change = changeOf(before.get(row.id), row)
      if (change !== null) tell(change)
    }
  })
}

function changeOf(before: CaseRow | undefined, row: CaseRow): FollowedChange | null {
  if (before === undefined || before === row) return null
  if (before.status !== row.status) return { row, what: 'status' }
  return before.lastReplyId === row.lastReplyId ? null : { row, what: 'reply' }
}
