import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { type Case, type PartyWait, isMerged, isOpenCase } from '../domain/case.ts'
import { isOpenDispute } from '../domain/dispute-state.ts'
import { isOpenEscalation } from '../domain/escalation-state.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { changedWith } from './case-event.ts'
import { settled } from './case-mutations.ts'
import { longestWait, waitsOf } from './conversation-rules.ts'
import { defineMutation, one, refuse } from './define-mutation.ts'
import { mostFollowers } from './follow-mutations.ts'
import { heldThrough } from './held-replies.ts'
import { hasRoomFor, linkTo, linked } from './link-mutations.ts'

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])]

function mergeRefusal(from: Case, into: Case, areOfOtherParties: boolean): Refusal | null {
  if (from.id === into.id) return refuse('bad-arguments', 'intoId')
  if (isMerged(from) || isMerged(into)) return refuse('case-merged')
  if (from.status === 'closed' || into.status === 'closed') return refuse('case-is-closed')
  if (from.escalation !== null && isOpenEscalation(from.escalation.state)) return refuse('escalation-is-open')
  // Its deadlines and its evidence hang on this case.
  if (from.dispute && isOpenDispute(from.dispute.state)) return refuse('dispute-is-open')
  if (from.partyId !== into.partyId && !areOfOtherParties) return refuse('other-party')
  return hasRoomFor(from, 1) && hasRoomFor(into, 1 + mergedBefore(from).length) ? null : refuse('too-many')
}

const mergedBefore = ({ links = [] }: Case) => links.filter(({ kind }) => kind === 'merged-from')

/** Which of the two was written to last: by that it is judged whether a thread moved on [S18]. */
function lastReplyOf(from: Case, into: Case): Pick<Case, 'lastReplyId' | 'lastReplyAt' | 'lastReplyBy'> {
  const { lastReplyId, lastReplyAt, lastReplyBy } = (from.lastReplyAt ?? '') > (into.lastReplyAt ?? '') ? from : into
  return { lastReplyId, lastReplyAt, lastReplyBy }
}

/** Who waits on either of them, each since they first asked. */
function waitsOfBoth(into: Case, from: Case): PartyWait[] {
  const waits = [...waitsOf(into), ...waitsOf(from)].sort((a, b) => (a.since < b.since ? -1 : 1))
  return waits.filter(({ partyId }, at) => waits.findIndex((wait) => wait.partyId === partyId) === at).slice(0, 20)
}

/** The case that goes on, with all that hung on the other one. A question that was open there is open here. */
function mergedInto(into: Case, from: Case): Case {
  const waits = waitsOfBoth(into, from)
  const isReopened = !isOpenCase(into) && isOpenCase(from) && from.waitingSince !== null
  const parties = [...(into.parties ?? []), ...(from.parties ?? [])]
  const partyIds = union(into.partyIds, from.partyIds)
  const row: Case = {
    ...into,
    status: isReopened ? 'open' : into.status,
    tags: union(into.tags, from.tags),
    partyIds,
    orderIds: union(into.orderIds, from.orderIds),
    followerIds: union(into.followerIds ?? [], from.followerIds ?? []).slice(0, mostFollowers),
    waitingSince: isOpenCase(into) || isReopened ? longestWait(waits) : into.waitingSince,
    ...(partyIds.length > 1 || into.waits !== undefined ? { waits } : {}),
    ...lastReplyOf(from, into),
    ...(parties.length === 0
      ? {}
      : { parties: parties.filter(({ id }, n) => parties.findIndex((p) => p.id === id) === n) }),
  }
  return linked(row, [...mergedBefore(from), linkTo(from, 'merged-from')])
}

/**
 * Makes one case of two: the case is closed, and its thread is read in that of the other by the link. Its messages stay where they are: a rule
 * cannot read them, and whoever may not see the case may not see them there either. Replies on it that could still be taken back go out at
 * their time and cannot be taken back any more: whoever was answered waits on neither of the two. Those on the case that goes on still can.
 */
export const caseMerge = defineMutation({
  name: 'case.merge',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    intoId: Id,
    /** The agent was told that they are of different parties, and wants it all the same. */
    areOfOtherParties: z.boolean(),
    eventId: Id,
    intoEventId: Id,
  }),
  reads: (args) => ({ from: one('cases', args.caseId), into: one('cases', args.intoId) }),
  apply({ from, into }, args, context) {
    const { change } = can(context.actor)
    if (!change(from) || !change(into)) return refuse('not-allowed')
    const refusal = mergeRefusal(from, into, args.areOfOtherParties)
    if (refusal !== null) return refusal
    const over = { status: 'closed', waitingSince: null, ...(from.held === undefined ? {} : { held: [] }) } as const
    const ended = linked({ ...settled(from), ...over }, [linkTo(into, 'merged-into')])
    const whole = mergedInto(into, from)
    const held = heldThrough(into, whole, (row) => mergedInto(row, from))
    return {
      changes: [
        ...changedWith(context, held.length === 0 ? whole : { ...whole, held }, {
          id: args.intoEventId,
          name: 'case-merged-from',
          detail: { number: from.number },
        }),
        ...changedWith(context, ended, {
          id: args.eventId,
          name: 'case-merged-into',
          detail: { number: into.number },
        }),
      ],
    }
  },
})
