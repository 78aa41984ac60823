import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id, Instant } from '../domain/base.ts'
import { awake, isOpenCase } from '../domain/case.ts'
import { can } from '../permissions.ts'
import { settled } from './case-mutations.ts'
import { defineMutation, one, put, refuse } from './define-mutation.ts'

const reads = (args: { readonly caseId: string }) => ({ row: one('cases', args.caseId) })
/** Longer than a year is no putting aside but forgetting; in milliseconds. */
export const longestSnooze = 366 * 24 * 3_600_000

/** Puts a case aside until a time, or until a party writes. Whoever claimed it has dealt with it by that. */
export const caseSnooze = defineMutation({
  name: 'case.snooze',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    /** Null: only a reply wakes it. A time that is over by now, because the window was offline, is awake at once. */
    until: Instant.nullable(),
  }),
  reads,
  apply({ row }, args, context) {
    const byAgentId = agentIdOf(context.actor)
    if (byAgentId === null || !can(context.actor).change(row)) return refuse('not-allowed')
    if (!isOpenCase(row)) return refuse('case-is-solved')
    if (args.until !== null && Date.parse(args.until) - Date.parse(context.at) > longestSnooze) {
      return refuse('snooze-too-long')
    }
    const snooze = { until: args.until, byAgentId, at: context.at }
    return { changes: [put('cases', { ...settled(row), snooze, updatedAt: context.at })] }
  },
})

/** Takes a case up again before its time. */
export const caseWake = defineMutation({
  name: 'case.wake',
  by: 'agent',
  args: z.strictObject({ caseId: Id }),
  reads,
  apply({ row }, _args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    if (row.snooze === undefined || row.snooze === null) return { changes: [] }
    return { changes: [put('cases', { ...awake(row), updatedAt: context.at })] }
  },
})

/** A snooze has run out: the case comes back, unless it was put aside anew by now. */
export const caseEndSnooze = defineMutation({
  name: 'case.end-snooze',
  by: 'system',
  args: z.strictObject({ caseId: Id, until: Instant }),
  reads,
  apply({ row }, args, context) {
    if (row.snooze?.until !== args.until) return { changes: [] }
    const woken = { at: context.at, by: 'time' as const }
    return { changes: [put('cases', { ...awake(row), woken, updatedAt: context.at })] }
  },
})
