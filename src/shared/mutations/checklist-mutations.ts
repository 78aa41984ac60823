import { z } from 'zod'
import { Id } from '../domain/base.ts'
import type { Case, ChecklistItem } from '../domain/case.ts'
import { can } from '../permissions.ts'
import { type Context, defineMutation, one, put, refuse } from './define-mutation.ts'

/** Items that one checklist may have. */
const mostItems = 100

const itemIds = z.array(Id).min(1).max(mostItems)
const reads = (args: { readonly caseId: string }) => ({ row: one('cases', args.caseId) })

const withItems = (row: Case, checklist: ChecklistItem[], { at }: Context) => ({
  changes: [put('cases', { ...row, checklist, updatedAt: at })],
})

/** Puts things to do on the case. */
export const caseAddChecks = defineMutation({
  name: 'case.add-checks',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    items: z
      .array(z.strictObject({ id: Id, text: z.string().trim().min(1).max(300) }))
      .min(1)
      .max(30),
  }),
  reads,
  apply({ row }, { items }, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    if (row.status === 'closed') return refuse('case-is-closed')
    const checklist = row.checklist ?? []
    const ids = new Set(checklist.map(({ id }) => id))
    for (const { id } of items) if (ids.size === ids.add(id).size) return refuse('id-taken')
    if (ids.size > mostItems) return refuse('too-many')
    return withItems(row, [...checklist, ...items.map((item) => ({ ...item, done: null }))], context)
  },
})

/** Ticks things as done, leaves them out, or opens them again. Which of two did it first stays. */
export const caseTickChecks = defineMutation({
  name: 'case.tick-checks',
  by: 'agent',
  args: z.strictObject({ caseId: Id, itemIds, to: z.enum(['done', 'left-out', 'open']) }),
  reads,
  apply({ row }, args, context) {
    const { actor, at } = context
    if (actor.kind !== 'agent' || !can(actor).change(row)) return refuse('not-allowed')
    const by = { at, byAgentId: actor.agent.id, byName: actor.agent.name }
    const done = args.to === 'open' ? null : args.to === 'done' ? by : { ...by, isLeftOut: true }
    const isMeant = ({ id, done: before }: ChecklistItem): boolean =>
      args.itemIds.includes(id) && (before === null) !== (done === null)
    const checklist = row.checklist ?? []
    if (!checklist.some(isMeant)) return { changes: [] }
    return withItems(
      row,
      checklist.map((item) => (isMeant(item) ? { ...item, done } : item)),
      context,
    )
  },
})

/** Takes things off the checklist. */
export const caseRemoveChecks = defineMutation({
  name: 'case.remove-checks',
  by: 'agent',
  args: z.strictObject({ caseId: Id, itemIds }),
  reads,
  apply({ row }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const checklist = row.checklist ?? []
    const kept = checklist.filter(({ id }) => !args.itemIds.includes(id))
    return kept.length === checklist.length ? { changes: [] } : withItems(row, kept, context)
  },
})
