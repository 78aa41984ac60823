import { z } from 'zod'
import { LocaleTag, MarketCode } from '#shared/domain/base.ts'
import { SopStep } from '#shared/domain/sop-step.ts'
import { Slug } from './demo-slug.ts'

const DemoStep = SopStep.omit({ macroId: true }).strip().extend({ macro: Slug.optional() })

/** What is said of an SOP beside its text, the same in every language but for its steps. Days count from now. */
export const DemoSopRule = z.strictObject({
  owner: Slug.default('wei'),
  legalOwner: z.string().optional(),
  reviewIn: z.number().int().default(120),
  expiresIn: z.number().int().optional(),
  holds: z
    .array(
      z.strictObject({
        market: MarketCode.nullable(),
        from: z.number().int().nullable().default(null),
        to: z.number().int().nullable().default(null),
      }),
    )
    .optional(),
  citations: z.array(z.strictObject({ law: z.string(), source: z.string(), verified: z.number().int() })).optional(),
  note: z.string().optional(),
  ackAsked: z.boolean().default(false),
  steps: z.record(LocaleTag, z.array(DemoStep)).default({}),
})
export type DemoSopRule = z.infer<typeof DemoSopRule>

const DemoSopRead = z.strictObject({
  sop: Slug,
  version: z.number().int().min(1),
  days: z.number().int().min(0),
  acknowledged: z.boolean().default(false),
})

/** What agents have read, by their slug. */
export const DemoSopReads = z.record(z.string(), z.array(DemoSopRead))
export type DemoSopReads = z.infer<typeof DemoSopReads>

/** What agents say of SOPs, and SOPs that were worked through on cases. Minutes count back from now. */
export const DemoSopLife = z.strictObject({
  feedback: z.array(
    z.strictObject({
      slug: Slug,
      kind: z.enum(['wrong', 'unclear', 'missing', 'not-found']),
      sop: Slug.optional(),
      by: Slug,
      ago: z.number().int(),
      market: MarketCode,
      text: z.string(),
      answer: z.strictObject({ by: Slug, ago: z.number().int(), said: z.string() }).optional(),
    }),
  ),
  runs: z.array(
    z.strictObject({
      case: z.string(),
      sop: Slug,
      by: Slug,
      ago: z.number().int(),
      done: z.array(
        z.strictObject({
          key: z.string(),
          ago: z.number().int(),
          choice: z.string().optional(),
          evidence: z.array(z.strictObject({ what: z.string(), given: z.string() })).optional(),
          amount: z.number().optional(),
          currency: z.string().optional(),
        }),
      ),
    }),
  ),
})
export type DemoSopLife = z.infer<typeof DemoSopLife>

/** By the slug of the SOP. */
export const DemoSopRules = z.record(z.string(), DemoSopRule)
export type DemoSopRules = z.infer<typeof DemoSopRules>

export const DemoSopHead = z.strictObject({
  title: z.string(),
  section: z.string(),
  labels: z.array(z.string()).default([]),
  market: MarketCode.nullable().default(null),
  state: z.enum(['draft', 'published', 'archived']).default('published'),
  internal: z.boolean().default(true),
  version: z.number().int().min(1),
  days: z.number().int().min(0),
  source: LocaleTag.default('en'),
})
export type DemoSopHead = z.infer<typeof DemoSopHead>
