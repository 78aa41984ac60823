import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id } from '../domain/base.ts'
import { isOpenCase } from '../domain/case.ts'
import type { Sop } from '../domain/sop.ts'
import type { SopMark } from '../domain/sop-mark.ts'
import { can } from '../permissions.ts'
import { marketsOf } from '../sop-force.ts'
import { gatesWith } from '../sop-gates.ts'
import { defineMutation, maybe, one, put, refuse } from './define-mutation.ts'

const most = 20

/** Notes that an SOP was opened to work on a case: which words it helped with is learnt from it. What says nothing new changes nothing. */
export const caseOpenSop = defineMutation({
  name: 'case.open-sop',
  by: 'agent',
  args: z.strictObject({ caseId: Id, sopId: Id }),
  reads: (args) => ({ row: one('cases', args.caseId), sop: maybe('sops', args.sopId) }),
  apply({ row, sop }, { sopId }, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const sopIds = row.sopIds ?? []
    // It may have been withdrawn while the step waited, which is nobody's trouble.
    if (sop === undefined || sopIds.includes(sopId) || !isOpenCase(row)) return { changes: [] }
    return { changes: [put('cases', { ...row, sopIds: [...sopIds, sopId].slice(-most) })] }
  },
})

const mostMarks = 2000

/** The mark after reading a version, and perhaps acknowledging it: the same one where that says nothing new. */
function marked(before: SopMark | undefined, { groupId, version }: Sop, isAcknowledged: boolean, at: string): SopMark {
  const readVersion = before?.version ?? 0
  const isKnown = !isAcknowledged || (before?.acknowledged?.version ?? 0) >= version
  if (before !== undefined && readVersion >= version && isKnown) return before
  const read = { ...before, groupId, version: Math.max(readVersion, version), readAt: at }
  return isKnown ? read : { ...read, acknowledged: { version, at } }
}

/** Notes that an agent has read an SOP in its version, or has acknowledged it. What says nothing new changes nothing. */
export const sopMark = defineMutation({
  name: 'sop.mark',
  by: 'agent',
  args: z.strictObject({
    sopId: Id,
    /** The agent's own. */
    agentId: Id,
    isAcknowledged: z.boolean(),
  }),
  reads: (args) => ({ sop: maybe('sops', args.sopId), row: maybe('sopMarks', args.agentId) }),
  apply({ sop, row }, { agentId, isAcknowledged }, context) {
    if (agentIdOf(context.actor) !== agentId || !can(context.actor).readSops()) return refuse('not-allowed')
    // Withdrawn meanwhile: there is nothing to have read.
    if (sop === undefined || sop.state === 'draft' || sop.state === 'in-review') return { changes: [] }
    const marks = row?.marks ?? []
    const before = marks.find(({ groupId }) => groupId === sop.groupId)
    const mark = marked(before, sop, isAcknowledged, context.at)
    if (mark === before) return { changes: [] }
    const others = marks.filter(({ groupId }) => groupId !== sop.groupId)
    return { changes: [put('sopMarks', { ...row, id: agentId, marks: [...others, mark].slice(-mostMarks) })] }
  },
})

/** Has everyone acknowledge an SOP before they are given a case out of a queue, or no longer. */
export const sopGate = defineMutation({
  name: 'sop.gate',
  by: 'agent',
  args: z.strictObject({ sopId: Id, queueId: Id, isAsked: z.boolean() }),
  reads: (args) => ({ sop: one('sops', args.sopId), queue: one('queues', args.queueId) }),
  apply({ sop, queue }, { isAsked }, context) {
    if (!can(context.actor).gateQueue(queue)) return refuse('not-allowed')
    const { groupId, title, version } = sop
    const gates = queue.sopGates ?? []
    if (!isAsked)
      return { changes: [put('queues', { ...queue, sopGates: gates.filter((gate) => gate.groupId !== groupId) })] }
    if (sop.state !== 'published') return refuse('version-moved-on', sop.state)
    const markets = marketsOf(sop)
    const gate = { groupId, title, version, markets: markets === null ? null : [...markets], from: null }
    const next = gatesWith(gates, gate)
    return next.length > 40 ? refuse('too-many') : { changes: [put('queues', { ...queue, sopGates: next })] }
  },
})
