import { z } from 'zod'
import { AgentState } from '#shared/domain/agent-status.ts'
import { Role } from '#shared/domain/agent.ts'
import { LocaleTag, MarketCode } from '#shared/domain/base.ts'
import { FormField } from '#shared/domain/case-form.ts'
import { CaseStatus, Priority } from '#shared/domain/case.ts'
import { EscalationReason, ReturnReason } from '#shared/domain/escalation.ts'
import { EscalationState } from '#shared/domain/escalation-state.ts'
import { MacroAction } from '#shared/domain/macro-action.ts'
import { MacroCondition } from '#shared/domain/macro-condition.ts'
import { MacroInput, NextCase } from '#shared/domain/macro.ts'
import { PartyKind } from '#shared/domain/party.ts'
import { ViewSort } from '#shared/domain/saved-view.ts'
import { Ago, Slug, slugs } from './demo-slug.ts'

// How the demo is written in resources/demo: short slugs for ids, minutes or days before now for instants, nothing that can be derived.

export const DemoWorkspace = z.strictObject({
  password: z.string().min(8),
  sites: z.array(z.strictObject({ slug: Slug, name: z.string(), inHouse: z.boolean(), standIns: slugs })),
  teams: z.array(z.strictObject({ slug: Slug, name: z.string(), site: Slug })),
  queues: z.array(
    z.strictObject({
      slug: Slug,
      name: z.string(),
      kind: z.enum(['cases', 'escalations']),
      teams: slugs,
      /** SOPs that are acknowledged before anyone is given one of its cases. */
      gates: z.array(z.strictObject({ sop: Slug, title: z.string(), version: z.number().int().min(1) })).default([]),
      markets: z.array(MarketCode).optional(),
      reasons: z.array(EscalationReason).optional(),
      raiseMinutes: z.number().int().min(1).optional(),
      /** Left out: agents take its cases. */
      push: z
        .strictObject({
          skills: z.array(z.string()).default([]),
          byLanguage: z.boolean(),
          rank: z.number().int(),
          takeUp: z.number().int().optional(),
          overflow: z.strictObject({ minutes: z.number().int(), to: Slug }).optional(),
        })
        .optional(),
    }),
  ),
  agents: z.array(
    z.strictObject({
      slug: Slug,
      name: z.string(),
      role: Role,
      site: Slug,
      teams: slugs,
      queues: slugs,
      markets: z.array(z.string()),
      locale: LocaleTag,
      sees: z.enum(['queues', 'workspace']).default('queues'),
      active: z.boolean().default(true),
      login: Slug.optional(),
      skills: z.array(z.string()).optional(),
      languages: z.array(LocaleTag).optional(),
      capacity: z.number().int().optional(),
      channels: z.record(z.string(), z.number().int()).optional(),
      /** What they are doing when the demo begins. */
      status: z.strictObject({ state: AgentState, reason: z.string().nullable().default(null), ago: Ago }).optional(),
    }),
  ),
  /** What was changed of a queue's settings, and by whom. */
  settings: z.array(
    z.strictObject({ slug: Slug, queue: Slug, by: Slug, ago: Ago, field: z.string(), from: z.json(), to: z.json() }),
  ),
  views: z.array(
    z.strictObject({
      slug: Slug,
      name: z.string(),
      /** As in the search field. */
      filter: z.string(),
      sort: ViewSort.default('waiting'),
      descending: z.boolean().default(false),
      /** `workspace`, `team:slug` or `agent:slug`. */
      scope: z.string(),
      by: Slug,
    }),
  ),
})
export type DemoWorkspace = z.infer<typeof DemoWorkspace>

/** What is asked on cases: contact drivers, forms, which queue has which, and what was answered on cases. */
export const DemoAsked = z.strictObject({
  drivers: z.array(
    z.strictObject({
      slug: Slug,
      name: z.string(),
      drivers: z.array(z.strictObject({ slug: Slug, name: z.string() })).min(1),
    }),
  ),
  forms: z.array(
    z.strictObject({
      slug: Slug,
      name: z.string(),
      driverRequired: z.boolean().default(false),
      fields: z.array(
        z.strictObject({
          key: FormField.shape.key,
          label: z.string(),
          kind: FormField.shape.kind,
          options: z.array(z.string()).default([]),
          required: z.boolean().default(false),
        }),
      ),
      checklist: z.array(z.string()).default([]),
    }),
  ),
  /** The form of a queue, by slug. */
  queues: z.record(Slug, Slug),
  /** The driver of a case, by number. */
  cases: z.record(z.string(), Slug),
})
export type DemoAsked = z.infer<typeof DemoAsked>

export const DemoParties = z.strictObject({
  /** By market: a phone number with most digits masked. */
  phones: z.record(MarketCode, z.string()),
  parties: z.array(
    z.strictObject({
      slug: Slug,
      kind: PartyKind.default('customer'),
      name: z.string(),
      market: MarketCode,
      locale: LocaleTag,
      tags: z.array(z.string()).default([]),
      days: z.number().int().min(1),
      fields: z.record(z.string(), z.json()).default({}),
    }),
  ),
})
export type DemoParties = z.infer<typeof DemoParties>

const DemoOrder = z.strictObject({
  number: z.string(),
  customer: Slug,
  sellers: z.array(Slug).min(1),
  status: z.string(),
  /** Days before now. */
  placed: z.number(),
  shipped: z.number().nullable().default(null),
  required: z.number().nullable().default(null),
  shipping: z.number().default(0),
  lines: z
    .array(
      z.strictObject({
        sku: z.string(),
        name: z.string(),
        n: z.number().default(1),
        price: z.number(),
        note: z.string().optional(),
      }),
    )
    .min(1),
  address: z.string(),
  carrier: z.string().optional(),
})
export type DemoOrder = z.infer<typeof DemoOrder>

const DemoDispute = z.strictObject({
  slug: Slug,
  kind: z.string(),
  order: z.string(),
  party: Slug,
  seller: Slug,
  amount: z.number(),
  reason: z.string(),
  brief: z.string(),
  days: z.number(),
})
export type DemoDispute = z.infer<typeof DemoDispute>

export const DemoOrders = z.strictObject({
  markets: z.record(MarketCode, z.strictObject({ currency: z.string(), orders: z.array(DemoOrder) })),
  disputes: z.array(DemoDispute),
})
export type DemoOrders = z.infer<typeof DemoOrders>

export const DemoMacros = z.array(
  z.strictObject({
    slug: Slug,
    title: z.string(),
    text: z.array(z.string()),
    kind: z.enum(['reply', 'note']).default('reply'),
    /** `kind:slug` or `market:PH`; left out, the whole workspace. */
    scope: z.string().default('workspace'),
    locale: LocaleTag.nullable().default(null),
    status: CaseStatus.optional(),
    priority: Priority.optional(),
    tags: z.array(z.string()).optional(),
    untag: z.array(z.string()).optional(),
    mine: z.boolean().default(false),
    queue: Slug.optional(),
    used: z.number().int().default(0),
    about: z.string().optional(),
    /** Conditions, questions and further actions as the product keeps them. */
    needs: z.array(MacroCondition).optional(),
    asks: z.array(MacroInput).optional(),
    more: z.array(MacroAction).default([]),
    /** The same text in other languages. */
    variants: z.array(z.strictObject({ locale: LocaleTag, text: z.array(z.string()) })).optional(),
    /** The SOP it follows, in the version it was written after. */
    sop: z.strictObject({ slug: Slug, version: z.number().int().min(1) }).optional(),
    next: NextCase.optional(),
  }),
)
export type DemoMacros = z.infer<typeof DemoMacros>
export type DemoMacro = z.infer<typeof DemoMacros>[number]

/** One message: `by` is `party`, the slug of another party in the case, or an agent's. Paragraphs may be an array. */
const DemoMessage = z.strictObject({
  by: Slug,
  ago: Ago,
  text: z.union([z.string(), z.array(z.string())]),
  note: z.boolean().default(false),
  macro: Slug.optional(),
  /** To whom an agent wrote it, where that was not the case's own party. */
  to: Slug.optional(),
  /** Agents whom a note names. */
  mentions: z.array(Slug).optional(),
  /** What is attached, by its name in `files`. */
  files: z.array(z.string().regex(/^[a-z0-9-]+\.(png|pdf|txt)$/)).optional(),
})
export type DemoMessage = z.infer<typeof DemoMessage>

/** Many turns from one pattern: each round is told by one variant, with its `{words}` filled from the round. */
const DemoPattern = z.strictObject({
  /** When the first round starts, and when the last one does. */
  from: Ago,
  until: Ago,
  /** Between two turns of a round. */
  minutes: z.number().int().min(1),
  variants: z.array(z.array(z.strictObject({ by: Slug, text: z.string() })).min(1)).min(1),
  rounds: z.array(z.record(z.string(), z.string())),
})
export type DemoPattern = z.infer<typeof DemoPattern>

const DemoTurn = z.strictObject({
  ago: Ago,
  by: Slug,
  to: EscalationState,
  reason: ReturnReason.optional(),
  step: z.string().optional(),
  sentence: z.string().optional(),
})

const DemoEscalation = z.strictObject({
  queue: Slug,
  reason: EscalationReason,
  ask: z.string(),
  steps: z.array(z.tuple([z.string(), z.string()])).min(1),
  /** File name of the SOP without `.md`, e.g. `return-window.en`. */
  sop: z.string().nullable(),
  noOrder: z.string().optional(),
  evidence: z.string(),
  promise: z.strictObject({ what: z.string(), dueAgo: Ago.nullable() }).nullable(),
  legalClock: z.string().nullable(),
  turns: z.array(DemoTurn).min(1),
  decision: z.string().nullable().default(null),
  replyText: z.string().nullable().default(null),
})
export type DemoEscalation = z.infer<typeof DemoEscalation>

const DemoCase = z.strictObject({
  number: z.string(),
  subject: z.string(),
  status: CaseStatus,
  priority: Priority.default('normal'),
  party: Slug,
  orders: z.array(z.string()).default([]),
  assignee: Slug.nullable().default(null),
  tags: z.array(z.string()).default([]),
  locale: LocaleTag.optional(),
  satisfaction: z.enum(['good', 'bad', 'offered']).nullable().default(null),
  fields: z.record(z.string(), z.json()).default({}),
  /** Others with a part in it, besides the party and those of its orders. */
  with: slugs,
  /** Put aside: `until` null for until a reply. */
  snooze: z.strictObject({ by: Slug, ago: Ago, until: Ago.nullable() }).optional(),
  followers: z.array(Slug).optional(),
  /** Who has not looked at what happened last. */
  unseen: z.array(z.strictObject({ agent: Slug, what: z.enum(['mention', 'reply']) })).optional(),
  thread: z.array(DemoMessage).default([]),
  pattern: DemoPattern.optional(),
  escalation: DemoEscalation.optional(),
})
export type DemoCase = z.infer<typeof DemoCase>

export const DemoCases = z.strictObject({ queue: Slug, market: MarketCode, cases: z.array(DemoCase) })
export type DemoCases = z.infer<typeof DemoCases>
