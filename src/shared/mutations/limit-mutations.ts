import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { ActionLimit, hasAmount } from '../domain/desk-action.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { type Change, type Context, defineMutation, every, put, refuse } from './define-mutation.ts'
import { differences, noted } from './setting-changes.ts'

/** As many as one market has: every role by every action. */
const mostAtOnce = 60

/** What a limit is about: only one of them holds at a time. */
const aboutOf = ({ role, market, kind }: ActionLimit): string => [role, market ?? '*', kind].join(' ')

/** Whether amount and currency go with the action: what costs nothing is allowed or not, and no sum is without its currency. */
const isSound = ({ kind, most, currency }: ActionLimit): boolean =>
  most === null || most === 0 || (hasAmount(kind) && currency !== null)

/** Why these cannot hold beside those that are there, or null. */
function limitsRefusal(limits: readonly ActionLimit[], known: readonly ActionLimit[]): Refusal | null {
  const wrong = limits.find((limit) => !isSound(limit))
  if (wrong !== undefined) return refuse('bad-limit', wrong.kind)
  const ids = new Set(limits.map(({ id }) => id))
  const holding = [...known.filter(({ id }) => !ids.has(id)), ...limits].filter(({ active }) => active)
  const isTwice = ids.size < limits.length || new Set(holding.map(aboutOf)).size < holding.length
  return isTwice ? refuse('limit-is-there') : null
}

/** A limit as the history says it: `2000 PHP`, `*` for without a limit, `0` for nothing, null where there is none of its own. */
const told = (limit: ActionLimit | undefined): string | null => {
  if (limit === undefined || !limit.active) return null
  const { most, currency } = limit
  if (most === null) return '*'
  return most === 0 || currency === null ? String(most) : `${most} ${currency}`
}

/** Who changed what of a market's limits. */
function history(
  limits: readonly ActionLimit[],
  known: readonly ActionLimit[],
  changeId: string,
  context: Context,
): Change[] {
  const changes = limits.flatMap((limit) => {
    const field = `${limit.role} ${limit.kind}`
    const before = known.find(({ id }) => id === limit.id)
    return differences({ [field]: told(before) }, { [field]: told(limit) })
  })
  const [first] = limits
  const entry = { id: changeId, of: 'limits' as const, rowId: first?.id ?? changeId, name: first?.market ?? '*' }
  return noted(entry, changes, context)
}

/** Says how far roles may go by themselves in one market: all of it or nothing. What was ordered before stays ordered. */
export const limitsSave = defineMutation({
  name: 'limits.save',
  by: 'agent',
  args: z.strictObject({ changeId: Id, limits: z.array(z.strictObject(ActionLimit.shape)).min(1).max(mostAtOnce) }),
  reads: () => ({ known: every('limits') }),
  apply({ known }, { limits, changeId }, context) {
    const may = can(context.actor)
    if (!may.setUp()) return refuse('not-allowed')
    const touched = [...limits, ...known.filter(({ id }) => limits.some((limit) => limit.id === id))]
    const own = touched.find(({ role }) => !may.limit(role))
    if (own !== undefined) return refuse('own-limit', own.role)
    const refusal = limitsRefusal(limits, known)
    if (refusal !== null) return refusal
    if (limits.some(({ market }) => market !== limits[0]?.market)) return refuse('bad-arguments', 'market')
    return { changes: [...limits.map((limit) => put('limits', limit)), ...history(limits, known, changeId, context)] }
  },
})
