import { timesAfter, type Asked } from '../clocks/case-times.ts'
import { isMoved, withClocks } from '../clocks/keep-clocks.ts'
import type { Case, FieldChange, HeldReply } from '../domain/case.ts'
import type { Row, SettingsTable } from '../tables.ts'
import { type Change, every, put } from './define-mutation.ts'

interface Rows {
  get(table: 'cases', id: string): Case | undefined
  every<T extends SettingsTable>(table: T): readonly Row<T>[]
}

/** What has to be at hand for every mutation: each may move a clock. */
export const clockReads = [every('clockPolicies'), every('calendars'), every('queues')] as const

type CaseChange = Change & { readonly do: 'create' | 'put'; readonly table: 'cases' }

const isOfCase = (change: Change): change is CaseChange => change.do !== 'remove' && change.table === 'cases'

/** Whom a reply that is written with a change goes to, where not to the case's own party. */
function askedIn(changes: readonly Change[], { id, partyId, parties }: Case): Asked {
  for (const change of changes) {
    if (change.do !== 'create' || change.table !== 'messages' || change.row.caseId !== id) continue
    const to = change.row.partyIds ?? [partyId]
    return to.includes(partyId) ? undefined : parties?.find((one) => to.includes(one.id))?.kind
  }
  return undefined
}

/** Has a reply that can be taken back put the times back as well. */
function withWayBack(before: Case | undefined, after: Case): Case {
  const last = after.held?.at(-1)
  const isNew = last !== undefined && !(before?.held ?? []).some(({ messageId }) => messageId === last.messageId)
  if (!isNew || after.held === undefined || after.times === before?.times) return after
  const change = {
    field: 'times',
    ...(before?.times === undefined ? {} : { from: before.times }),
    to: after.times,
  } as FieldChange
  const held: HeldReply = { ...last, undo: [...last.undo, change] }
  return { ...after, held: [...after.held.slice(0, -1), held] }
}

/**
 * The changes with the clocks of their cases worked out anew. Asked of what a mutation comes to and not within it, so that no mutation can
 * forget a clock. Where nobody has said what is promised, no time is kept.
 */
export function keepingTime(changes: readonly Change[], rows: Rows, at: string): readonly Change[] {
  if (!changes.some(isOfCase)) return changes
  const policies = rows.every('clockPolicies')
  if (policies.length === 0) return changes
  const rules = { policies, calendars: rows.every('calendars'), queues: rows.every('queues') }
  return changes.map((change) => {
    if (!isOfCase(change)) return change
    const before = rows.get('cases', change.row.id)
    if (!isMoved(before, change.row)) return change
    const times = timesAfter(before, change.row, at, askedIn(changes, change.row))
    const kept = withWayBack(before, { ...change.row, times })
    const row = withClocks({ ...kept, times }, rules, at)
    return change.do === 'put' ? put('cases', row) : { ...change, row }
  })
}
