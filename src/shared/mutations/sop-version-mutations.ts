import { z } from 'zod'
import { Id } from '../domain/base.ts'
import type { Queue } from '../domain/queue.ts'
import type { Sop, SopContent } from '../domain/sop.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { isOverAt, marketsOf, successorOf, takesOverAt } from '../sop-force.ts'
import { gatesWith } from '../sop-gates.ts'
import { type Change, type Context, defineMutation, every, maybe, one, put, refuse } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'
import { isTranslation, moveRefusal, reviewBy } from './sop-draft-mutations.ts'

const said = z.string().max(500)

/** What a version lacks to be put in force, by the name of its field; null: nothing. `at` an instant. */
export function lacking(sop: SopContent, at: string): keyof SopContent | null {
  if (isTranslation(sop)) return null
  if (sop.owner === null || sop.owner === undefined) return 'owner'
  if ((sop.reviewAt ?? '') <= at) return 'reviewAt'
  if (sop.expiresAt !== null && sop.expiresAt !== undefined && sop.expiresAt <= at) return 'expiresAt'
  // Whoever cites the law has somebody who answers for it.
  return (sop.citations ?? []).length > 0 && (sop.legalOwner ?? '').trim() === '' ? 'legalOwner' : null
}

/** Whether what was in force when a version was begun is so now: somebody may have published another one since. */
const isStill = (sop: Sop, before: Sop | undefined, insteadOf: string | null): boolean =>
  (sop.insteadOf ?? null) === insteadOf &&
  (insteadOf === null || (before?.state === 'published' && before.groupId === sop.groupId))

function publishRefusal(sop: Sop, before: Sop | undefined, insteadOf: string | null, context: Context): Refusal | null {
  const by = agentOf(context)
  if (by === null || !can(context.actor).publishSop()) return refuse('not-allowed')
  if (sop.state === 'draft') return refuse('not-reviewed')
  const refusal = moveRefusal(sop, 'publish')
  if (refusal !== null) return refusal
  if (!isStill(sop, before, insteadOf)) return refuse('version-moved-on', 'version')
  const field = lacking(sop, context.at)
  if (field !== null) return refuse('sop-incomplete', field)
  // A second pair of eyes, but where an administrator works alone.
  return sop.author?.agentId === by.id && by.role !== 'admin' ? refuse('own-review') : null
}

/** The queues that ask for an acknowledgement of the SOP ask for one of this version, where its author wants that. */
function gatedAnew(sop: Sop, queues: readonly Queue[], at: string): Change[] {
  if (sop.isAckAsked !== true || isTranslation(sop)) return []
  const from = takesOverAt(sop) <= Date.parse(at) ? null : new Date(takesOverAt(sop)).toISOString()
  const markets = marketsOf(sop)
  const { groupId, title, version } = sop
  const gate = { groupId, title, version, markets: markets === null ? null : [...markets], from }
  return queues
    .filter(({ sopGates = [] }) => sopGates.some((one) => one.groupId === groupId))
    .map((queue) => put('queues', { ...queue, sopGates: gatesWith(queue.sopGates ?? [], gate) }))
}

/** Puts a version in force, now or from when it says; the one before it is over as soon as this one holds everywhere. */
export const sopPublish = defineMutation({
  name: 'sop.publish',
  by: 'agent',
  args: z.strictObject({
    sopId: Id,
    /** The version that was in force when this one was begun; null: there was none. */
    insteadOf: Id.nullable(),
    said,
  }),
  reads: (args) => ({
    sop: one('sops', args.sopId),
    before: maybe('sops', args.insteadOf ?? args.sopId),
    queues: every('queues'),
  }),
  apply({ sop, before, queues }, args, context) {
    const by = agentOf(context)
    if (by === null) return refuse('not-allowed')
    const over = args.insteadOf === null ? undefined : before
    const refusal = publishRefusal(sop, over, args.insteadOf, context)
    if (refusal !== null) return refusal
    const { at } = context
    const review = reviewBy(by, at, args.said)
    const published = { ...sop, state: 'published' as const, updatedAt: at, publishedAt: at, review }
    const changes: Change[] = [put('sops', published), ...gatedAnew(published, queues, at)]
    if (over !== undefined && takesOverAt(published) <= Date.parse(at)) changes.push(ended(over, 'superseded', at))
    return { changes }
  },
})

const ended = (sop: Sop, why: NonNullable<Sop['ended']>['why'], at: string): Change =>
  put('sops', { ...sop, state: 'archived', ended: { why, at }, updatedAt: at })

/** What nobody can read any more cannot be acknowledged, either. */
const ungated = ({ groupId, version }: Sop, queues: readonly Queue[]): Change[] =>
  queues
    .filter(({ sopGates = [] }) => sopGates.some((gate) => gate.groupId === groupId && gate.version <= version))
    .map((queue) =>
      put('queues', {
        ...queue,
        sopGates: (queue.sopGates ?? []).filter((gate) => gate.groupId !== groupId || gate.version > version),
      }),
    )

/** Throws a draft away, or withdraws what is in force: those who answer parties do not have it any more. */
export const sopArchive = defineMutation({
  name: 'sop.archive',
  by: 'agent',
  args: z.strictObject({ sopId: Id }),
  reads: (args) => ({ sop: one('sops', args.sopId), queues: every('queues') }),
  apply({ sop, queues }, _args, context) {
    const isForce = sop.state === 'published'
    const may = isForce ? can(context.actor).publishSop() : can(context.actor).editSop(sop)
    if (!may) return refuse('not-allowed')
    const refusal = moveRefusal(sop, isForce ? 'end' : 'discard')
    if (refusal !== null) return refusal
    const why = isForce ? 'withdrawn' : 'discarded'
    const gates = isForce && !isTranslation(sop) ? ungated(sop, queues) : []
    return { changes: [ended(sop, why, context.at), ...gates] }
  },
})

const isGone = ({ state, ended: end }: Sop): boolean =>
  state === 'archived' && end !== null && end !== undefined && end.why !== 'superseded'

/**
 * What the clock takes out of force: what has expired, what a later version has replaced everywhere, and what belongs to an SOP that is gone.
 * Each is judged when its batch runs.
 */
export const sopEnd = defineMutation({
  name: 'sop.end',
  by: 'system',
  args: z.strictObject({
    sopId: Id,
    why: z.enum(['expired', 'superseded', 'withdrawn']),
    /** The version that replaces it, or with which it goes. */
    byId: Id.nullable(),
  }),
  reads: (args) => ({
    sop: one('sops', args.sopId),
    by: maybe('sops', args.byId ?? args.sopId),
    queues: every('queues'),
  }),
  apply({ sop, by, queues }, { why }, { at }) {
    const now = Date.parse(at)
    const isLeft = sop.state === 'published' || sop.ended?.why === 'superseded'
    const isSo = {
      expired: sop.state === 'published' && isOverAt(sop) <= now,
      superseded: sop.state === 'published' && by !== undefined && successorOf(sop, [by], now) !== null,
      withdrawn: isLeft && by !== undefined && by.groupId === sop.groupId && isGone(by),
    }
    if (!isSo[why]) return { changes: [] }
    const gates = why === 'expired' && !isTranslation(sop) ? ungated(sop, queues) : []
    return { changes: [ended(sop, why, at), ...gates] }
  },
})
