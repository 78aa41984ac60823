import { z } from 'zod'
import { ActionLimit, hasAmount } from '../domain/desk-action.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { defineMutation, every, put, refuse } from './define-mutation.ts'

/** As many as one market has: every role by every action, and some that are not in use any more. */
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

/** Says how far roles may go by themselves: all of it or nothing. What was ordered before stays ordered. */
export const limitsSave = defineMutation({
  name: 'limits.save',
  by: 'agent',
  args: z.strictObject({ limits: z.array(z.strictObject(ActionLimit.shape)).min(1).max(mostAtOnce) }),
  reads: () => ({ known: every('limits') }),
  apply({ known }, { limits }, context) {
    const may = can(context.actor)
    if (!may.setUp()) return refuse('not-allowed')
    const touched = [...limits, ...known.filter(({ id }) => limits.some((limit) => limit.id === id))]
    const own = touched.find(({ role }) => !may.limit(role))
    if (own !== undefined) return refuse('own-limit', own.role)
    return limitsRefusal(limits, known) ?? { changes: limits.map((limit) => put('limits', limit)) }
  },
})
