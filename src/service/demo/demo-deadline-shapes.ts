import { z } from 'zod'
import { Role } from '#shared/domain/agent.ts'
import { MarketCode } from '#shared/domain/base.ts'
import { SlaKind } from '#shared/domain/case-clock.ts'
import { CaseStatus } from '#shared/domain/case.ts'
import { ClockConditions } from '#shared/domain/clock-policy.ts'
import { ActionKind } from '#shared/domain/desk-action.ts'
import { DisputeDeadline, DisputeKind } from '#shared/domain/dispute-deadline.ts'
import { DisputeState } from '#shared/domain/dispute-state.ts'
import { Claim, DisputeOutcome, Side } from '#shared/domain/dispute.ts'
import { Ago, Slug } from './demo-slug.ts'

const Written = z.string()

/** Business calendars, and what is promised and demanded; hours, times and holidays as they are written in the settings. */
export const DemoClocks = z.strictObject({
  calendars: z.array(
    z.strictObject({
      slug: Slug,
      name: z.string(),
      timeZone: z.string(),
      markets: z.array(z.string()),
      sites: z.array(Slug),
      /** By the days they are for: `1-5` is Monday to Friday. */
      week: z.record(z.string().regex(/^[1-7](-[1-7])?$/), Written),
      holidays: z.array(Written),
    }),
  ),
  policies: z.array(
    z.strictObject({
      slug: Slug,
      name: z.string(),
      when: z.strictObject({
        markets: z.array(z.string()).optional(),
        partyKinds: ClockConditions.shape.partyKinds,
        drivers: z.array(Slug).optional(),
        tags: z.array(z.string()).optional(),
      }),
      targets: z.array(
        z.strictObject({
          kind: SlaKind,
          /** By priority: low, normal, high, urgent. */
          times: Written,
          counts: z.enum(['always', 'business']),
          pausedBy: z.array(CaseStatus),
        }),
      ),
      legal: z
        .strictObject({
          amount: z.number().int(),
          unit: z.enum(['hour', 'calendar-day', 'business-day']),
          rolling: z.boolean(),
          endsOn: z.enum(['first-reply', 'solved']),
          source: z.string(),
          owner: z.string(),
        })
        .optional(),
      warn: Written,
      raiseAfter: Written,
    }),
  ),
})
export type DemoClocks = z.infer<typeof DemoClocks>

/** How disputes are worked: how far each role may go, the deadlines of their steps, and those that somebody has taken up. */
export const DemoDisputes = z.strictObject({
  deadlines: z.array(
    z.strictObject({
      step: DisputeState,
      market: MarketCode.nullable().default(null),
      kind: DisputeKind.nullable().default(null),
      duration: z.number().int(),
      unit: DisputeDeadline.shape.unit,
      onExpiry: DisputeDeadline.shape.onExpiry,
      pausedBy: z.array(DisputeState).default([]),
      notice: z.string().nullable().default(null),
      source: z.string(),
      url: z.string().nullable().default(null),
      verifiedAt: z.string().nullable().default(null),
      owner: z.string().nullable().default(null),
      isPeers: z.boolean().default(true),
    }),
  ),
  limits: z.array(
    z.strictObject({
      role: Role,
      market: MarketCode.nullable().default(null),
      kind: ActionKind,
      most: z.number().nullable(),
      currency: z.string().nullable().default(null),
    }),
  ),
  worked: z.array(
    z.strictObject({
      dispute: Slug,
      case: z.string(),
      state: DisputeState,
      since: Ago,
      claims: z.array(z.strictObject({ asks: Claim.shape.asks, text: z.string() })),
      positions: z.array(z.strictObject({ side: Side, by: Slug, ago: Ago, text: z.string() })),
      evidence: z.array(
        z.strictObject({
          slug: Slug,
          of: z.enum(['customer', 'seller', 'desk']),
          for: z.enum(['both', 'customer', 'seller', 'desk']),
          by: Slug,
          ago: Ago,
          title: z.string(),
          text: z.string(),
        }),
      ),
      decision: z
        .strictObject({
          outcome: DisputeOutcome,
          clause: z.string(),
          sop: z.string(),
          reasons: z.string(),
          by: Slug,
          /** The messages of the case by which each side was told, by their places in its thread. */
          told: z.strictObject({ customer: z.number().int().min(0), seller: z.number().int().min(0) }),
        })
        .optional(),
      turns: z.array(z.strictObject({ what: z.string(), to: DisputeState, side: Side.optional(), by: Slug, ago: Ago })),
    }),
  ),
})
export type DemoDisputes = z.infer<typeof DemoDisputes>
