import { z } from 'zod'
import { Id, Instant, MarketCode } from './base.ts'
import { Role } from './agent.ts'
import { DisputeState } from './dispute-state.ts'

/** What the desk can do beside writing: give money or goods, or hold a seller to the rules. */
export const ActionKind = z.enum([
  'refund',
  'partial-refund',
  'replacement',
  'voucher',
  'seller-warning',
  'listing-hold',
])
export type ActionKind = z.infer<typeof ActionKind>

/** Whether it costs money: then its amount counts, otherwise only whether one may. */
export const hasAmount = (kind: ActionKind): boolean => kind !== 'seller-warning' && kind !== 'listing-hold'

/** Whether the customer gets it; otherwise it is done to the seller. */
export const isForCustomer = (kind: ActionKind): boolean => hasAmount(kind)

export const ActionState = z.enum(['asked', 'ordered', 'executed', 'declined', 'withdrawn', 'stopped'])
export type ActionState = z.infer<typeof ActionState>

const next: Record<ActionState, readonly ActionState[]> = {
  asked: ['ordered', 'declined', 'withdrawn'],
  // Stopped: what it pays for was held, ended or decided otherwise before it was carried out.
  ordered: ['executed', 'stopped'],
  executed: [],
  declined: [],
  withdrawn: [],
  stopped: [],
}

/** Whether an action may go from one state to another: the plain transition table. */
export const canBecome = (from: ActionState, to: ActionState): boolean => next[from].includes(to)

/** Whether anything of it is still to come. */
export const isOpenAction = (state: ActionState): boolean => next[state].length > 0

/**
 * Why no clock of its own moves an action on: what waits for somebody with a higher limit is escalated, and that is raised in time; what is
 * ordered is tried until it is carried out.
 */
export const unclockedAction: {
  readonly [S in ActionState]: 'its-escalation-has-a-clock' | 'it-is-tried-until-done' | 'it-is-over'
} = {
  asked: 'its-escalation-has-a-clock',
  ordered: 'it-is-tried-until-done',
  executed: 'it-is-over',
  declined: 'it-is-over',
  withdrawn: 'it-is-over',
  stopped: 'it-is-over',
}

const By = z.looseObject({ at: Instant, byAgentId: Id, byName: z.string().max(200) })

/** Something to be done outside of Tierdesk because of a case: asked for, ordered by somebody who may, and carried out once. */
export const DeskAction = z.looseObject({
  id: Id,
  caseId: Id,
  kind: ActionKind,
  orderId: Id,
  /** Who gets it, or to whom it is done. */
  partyId: Id,
  /** In the currency, not in cents; null where it costs nothing. */
  amount: z.number().min(0.01).nullable(),
  currency: z.string().length(3),
  reason: z.string().min(1).max(1000),
  state: ActionState,
  asked: By,
  /** Who ordered it; themselves, where it was within their limit. */
  ordered: By.nullable(),
  declined: z.looseObject({ ...By.shape, why: z.string().max(1000) }).nullable(),
  /** When it was carried out, and what it is called there. */
  executed: z.looseObject({ at: Instant, reference: z.string().max(200) }).nullable(),
  /** When it was stopped, and how far its dispute had come by then. */
  stopped: z.looseObject({ at: Instant, dispute: DisputeState }).nullish(),
  /** The dispute that it carries out. */
  disputeId: Id.nullish(),
})
export type DeskAction = z.infer<typeof DeskAction>

/** How far a role may go by itself. What no row allows needs somebody else. */
export const ActionLimit = z.looseObject({
  id: Id,
  role: Role,
  /** Null: every market that has no row of its own. */
  market: MarketCode.nullable(),
  kind: ActionKind,
  /** The most on one case, in the currency; null: without a limit, or where it costs nothing. */
  most: z.number().min(0).nullable(),
  currency: z.string().length(3).nullable(),
  active: z.boolean(),
})
export type ActionLimit = z.infer<typeof ActionLimit>

/** What is asked, as far as limits go. `spent`: what the same case has been given already. */
export interface Asked {
  readonly kind: ActionKind
  readonly market: string
  readonly amount: number | null
  readonly currency: string
  readonly spent: number
}

/** The row that holds for a role: the market's own before the one for all; undefined where there is none. */
export const limitFor = (
  limits: readonly ActionLimit[],
  role: Role,
  { kind, market }: Pick<Asked, 'kind' | 'market'>,
): ActionLimit | undefined => {
  const fitting = limits.filter((limit) => limit.active && limit.role === role && limit.kind === kind)
  return fitting.find((limit) => limit.market === market) ?? fitting.find((limit) => limit.market === null)
}

/** Whether a role may order it by itself. An amount in another currency than the limit's is beyond it. */
export function isWithin(limits: readonly ActionLimit[], role: Role, asked: Asked): boolean {
  const limit = limitFor(limits, role, asked)
  if (limit === undefined) return false
  if (limit.most === null || asked.amount === null) return limit.most !== 0
  return limit.currency === asked.currency && asked.spent + asked.amount <= limit.most
}

/** How much a role may still order by itself on a case: what no row allows, or only in another currency, is nothing; Infinity: without a limit. */
export function leftFor(limits: readonly ActionLimit[], role: Role, asked: Omit<Asked, 'amount'>): number {
  const limit = limitFor(limits, role, asked)
  if (limit === undefined || limit.most === 0) return 0
  if (limit.most === null) return Infinity
  return limit.currency === asked.currency ? Math.max(0, limit.most - asked.spent) : 0
}

/** What a case has been given so far: so that one large sum does not go out as several small ones. */
export const spentOn = (actions: readonly DeskAction[], currency: string): number =>
  actions
    .filter((action) => action.currency === currency && (action.state === 'ordered' || action.state === 'executed'))
    .reduce((sum, { amount }) => sum + (amount ?? 0), 0)
