import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id, Instant } from '../domain/base.ts'
import type { Case } from '../domain/case.ts'
import type { Message } from '../domain/message.ts'
import type { Unseen } from '../domain/unseen.ts'
import { type Change, type Context, defineMutation, maybe, put } from './define-mutation.ts'

/** Agents who can be owed a look at one case; whoever has been owed it longest gives way. */
const mostUnseen = 150

/** Where the case as it was is found. */
interface Rows {
  get(table: 'cases', id: string): Case | undefined
}

/**
 * The changes of a mutation, with a mark on each case for every other agent who is named on it or follows it. Asked of what a mutation comes to
 * and not within it, so that no way to change a case goes past those who want to hear of it.
 */
export function withUnseen(changes: readonly Change[], rows: Rows, context: Context): readonly Change[] {
  const written = changes.flatMap((change) =>
    change.do === 'create' && change.table === 'messages' ? [change.row] : [],
  )
  // A reply that is taken back puts its case back to how it was: that is nothing new.
  if (changes.some(isTakenBack)) return changes
  return changes.map((change) => {
    if (change.do === 'remove' || change.table !== 'cases') return change
    const { row } = change
    const on = written.filter(({ caseId }) => caseId === row.id)
    if (row.followerIds === undefined && on.every(({ mentionIds }) => mentionIds === undefined)) return change
    const fresh = freshMarks(row, rows.get('cases', row.id), on, context)
    return fresh.length === 0 ? change : { ...change, row: { ...row, unseen: marked(row.unseen ?? [], fresh) } }
  })
}

const isTakenBack = (change: Change): boolean =>
  change.do !== 'remove' && change.table === 'messages' && change.row.event?.name === 'reply-taken-back'

/** What is new on the case for whom, leaving out whoever did it. */
function freshMarks(row: Case, before: Case | undefined, on: readonly Message[], { actor, at }: Context): Unseen[] {
  const self = agentIdOf(actor)
  const marks = new Map<string, Unseen>()
  const happened = newFor(row, before, on)
  if (happened !== null) {
    for (const agentId of row.followerIds ?? []) marks.set(agentId, { agentId, at, ...happened })
  }
  for (const { id, mentionIds = [] } of on) {
    for (const agentId of mentionIds) marks.set(agentId, { agentId, at, what: 'mention', messageId: id })
  }
  return [...marks.values()].filter(({ agentId }) => agentId !== self)
}

/** What those who follow the case hear of, the weightiest of it, or null. */
function newFor(
  row: Case,
  before: Case | undefined,
  on: readonly Message[],
): Pick<Unseen, 'what' | 'messageId'> | null {
  const written = on.find(({ kind }) => kind === 'reply') ?? on.find(({ kind }) => kind === 'note')
  if (written !== undefined) return { what: written.kind === 'reply' ? 'reply' : 'note', messageId: written.id }
  return before !== undefined && before.status !== row.status ? { what: 'status', messageId: null } : null
}

/** The marks with these beside them. That somebody was named stays until they have looked, whatever comes after it. */
function marked(old: readonly Unseen[], fresh: readonly Unseen[]): Unseen[] {
  const known = new Map(old.map((mark) => [mark.agentId, mark]))
  for (const mark of fresh) {
    const before = known.get(mark.agentId)
    const isNamed = before?.what === 'mention' && mark.what !== 'mention'
    known.delete(mark.agentId)
    known.set(mark.agentId, isNamed ? { ...before, at: mark.at } : mark)
  }
  return [...known.values()].slice(-mostUnseen)
}

/**
 * Has looked at a case. `upTo`: the instant of the mark that was on the screen, so that what came meanwhile is not taken for seen. Where there is
 * nothing to be seen any more, or no case, nothing is: the agent may have looked from another computer.
 */
export const caseSee = defineMutation({
  name: 'case.see',
  by: 'agent',
  args: z.strictObject({ caseId: Id, upTo: Instant }),
  reads: ({ caseId }) => ({ row: maybe('cases', caseId) }),
  apply({ row }, { upTo }, context) {
    if (row?.unseen === undefined) return { changes: [] }
    const agentId = agentIdOf(context.actor)
    const unseen = row.unseen.filter((mark) => mark.agentId !== agentId || mark.at > upTo)
    // Nothing happened to the case: its place in the lists stays.
    return { changes: unseen.length === row.unseen.length ? [] : [put('cases', { ...row, unseen })] }
  },
})
